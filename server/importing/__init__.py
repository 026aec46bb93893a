"""What others wrote becomes ours: agendas and lists of people, each with what was found in it.

Every reader gives what it understood and a finding for everything that it did not, so that no line
of what somebody gave is lost silently. Nothing here reads a disk or the network.
"""
