"""The papers of agendas: who may read one, and how it is served."""
