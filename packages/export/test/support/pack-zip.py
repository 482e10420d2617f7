# Packs files as ZIP64, as Python does it: python3 pack-zip.py KIND TARGET < lines of {"name", "content"}
import io
import json
import sys
import zipfile

kind, target = sys.argv[1:]


class Unseekable(io.RawIOBase):
    def __init__(self, file):
        self.file = file

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


with open(target, 'wb') as file:
    stream = Unseekable(file) if kind == 'streamed' else file
    with zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as archive:
        for line in sys.stdin:
            given = json.loads(line)
            info = zipfile.ZipInfo(given['name'], (2026, 2, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, 'w', force_zip64=kind != 'far') as entry:
                entry.write(given['content'].encode())
            # All but the first stand beyond what 32 bits can say; the gap takes no room on disk.
            if kind == 'far':
                archive.start_dir = max(archive.start_dir, 4_500_000_000)
