"""Runs a command in a terminal of 111 by 33, which becomes 99 by 44 once a size was told."""

import fcntl
import os
import pty
import struct
import sys
import termios


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


pid, terminal = pty.fork()
if pid == 0:
    resize(0, 33, 111)
    os.execv(sys.argv[1], sys.argv[1:])

told = False
said = b""
while True:
    try:
        some = os.read(terminal, 4096)
    except OSError:
        break
    if not some:
        break
    said += some
    sys.stdout.buffer.write(some)
    sys.stdout.flush()
    if not told and b"width=111" in said:
        told = True
        resize(terminal, 44, 99)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
