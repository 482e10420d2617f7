"""Runs a command on a pseudo-terminal, types answers when questions appear, and prints what was shown.

On stdin: {"command": [...], "dialogue": [[question, answer], ...]}. Ends with the exit code of the command.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

given = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    time.sleep(0.1)  # until the size is set
    os.execvp(given["command"][0], given["command"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

shown = ""
seen = 0
deadline = time.monotonic() + 170
dialogue = list(given["dialogue"])
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk.decode("utf-8", "replace")
    if dialogue and dialogue[0][0] in shown[seen:]:
        seen = len(shown)
        time.sleep(0.3)  # until the prompt reads keys
        for key in dialogue.pop(0)[1].replace("\x1b[B", "\x00"):
            os.write(terminal, b"\x1b[B" if key == "\x00" else key.encode())
            time.sleep(0.02)
else:
    os.kill(pid, 9)
    shown += "\n(timed out)"
_, status = os.waitpid(pid, 0)
sys.stdout.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status))
