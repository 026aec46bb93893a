"""The council and its bodies, people and seats, and the agendas in preparation: pure, no I/O."""
