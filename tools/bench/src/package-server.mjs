// The storage and status of one export in a process of its own: its parts are encrypted once, before anything is
// measured, and served from memory, so that the client is what is measured.
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const partCount = Number(process.argv[2]);
const partBytes = Number(process.argv[3]);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('base64');

const key = randomBytes(32);
const iv = randomBytes(16);
const plain = randomBytes(partBytes);
const cipher = createCipheriv('aes-256-cbc', key, iv);
const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
const partHash = sha256(plain);
const encryptedPartHash = sha256(encrypted);

const server = createServer((request, response) => {
  if (request.url?.startsWith('/parts/')) {
    response.writeHead(200, { 'content-length': encrypted.length }).end(encrypted);
    return;
  }
  const { port } = server.address();
  const parts = Array.from({ length: partCount }, (_, index) => ({
    ordinalNumber: index + 1,
    partName: `part-${index + 1}`,
    method: 'GET',
    url: `http://127.0.0.1:${port}/parts/${index + 1}`,
    partSize: partBytes,
    partHash,
    encryptedPartSize: encrypted.length,
    encryptedPartHash,
    expirationDate: new Date(Date.now() + 3_600_000).toISOString(),
  }));
  const found = { invoiceCount: 1, size: partCount * partBytes, isTruncated: false, parts };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ status: { code: 200, description: 'done' }, package: found }));
});
server.listen(0, '127.0.0.1', () => {
  const access = { key: key.toString('base64'), iv: iv.toString('base64') };
  process.send?.({ baseUrl: `http://127.0.0.1:${server.address().port}/v2`, ...access });
});
