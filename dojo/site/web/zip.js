// Zip archives of text files: written without compression, read with limits.

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x0800;
const DATE = (46 << 9) | (1 << 5) | 1; // 2026-01-01
const MOST_ENTRIES = 2000;
const MOST_BYTES = 20_000_000;

const encoder = new TextEncoder();

/** Return {name: text} as the bytes of a zip. */
export function zipped(files) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = encoder.encode(name);
    const data = encoder.encode(text);
    const sum = crc32(data);
    const common = [20, UTF8, 0, 0, DATE];
    const local = record(LOCAL, common, [sum, data.length, data.length], [path.length, 0]);
    entries.push(record(ENTRY, [(3 << 8) | 20, ...common], [sum, data.length, data.length], [path.length, 0, 0, 0, 0], [(0o100644 << 16) >>> 0, at]), path);
    parts.push(local, path, data);
    at += local.length + path.length + data.length;
  }
  const size = entries.reduce((sum, part) => sum + part.length, 0);
  const number = entries.length / 2;
  return new Blob([...parts, ...entries, record(END, [0, 0, number, number], [size, at], [0])], { type: "application/zip" });
}

/** Pack numbers: a signature, some of 2 bytes, some of 4, some of 2, some of 4. */
function record(signature, ...groups) {
  const sizes = groups.map((_, at) => (at % 2 ? 4 : 2));
  const length = 4 + groups.reduce((sum, group, at) => sum + group.length * sizes[at], 0);
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, signature, true);
  let at = 4;
  groups.forEach((group, place) => {
    for (const number of group) {
      if (sizes[place] === 4) view.setUint32(at, number, true);
      else view.setUint16(at, number, true);
      at += sizes[place];
    }
  });
  return new Uint8Array(view.buffer);
}

/** Return the text files of a zip; an error says what is wrong with it. */
export async function unzipped(blob) {
  if (blob.size > MOST_BYTES) throw new BadZip("The file is larger than 20 MB, so it is not a workspace.");
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const files = {};
  let total = 0;
  for (const entry of entriesOf(view, bytes)) {
    check(entry.name);
    total += entry.size;
    if (total > MOST_BYTES) throw new BadZip("The content of the zip is larger than 20 MB, so it is not a workspace.");
    if (entry.name.endsWith("/")) continue;
    const text = await textOf(view, bytes, entry);
    if (text !== null) files[entry.name] = text;
  }
  return files;
}

export class BadZip extends Error {}

const NONE = "This file is not a zip, or it is damaged. Choose the zip of a workspace.";

function* entriesOf(view, bytes) {
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new BadZip(NONE);
  const number = view.getUint16(end + 10, true);
  if (number > MOST_ENTRIES) throw new BadZip(`The zip contains ${number} files, so it is not a workspace.`);
  let at = view.getUint32(end + 16, true);
  for (let count = 0; count < number; count += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new BadZip(NONE);
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    yield {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      local: view.getUint32(at + 42, true),
    };
    at += 46 + name + extra + comment;
  }
}

function check(name) {
  const climbs = name.split("/").includes("..") || name.startsWith("/") || /^[A-Za-z]:|\\|\0/.test(name);
  if (climbs) throw new BadZip(`The zip has a path outside its folder: ${name}. The page did not open the zip.`);
}

/** Return an entry's text; null for what is no text. */
async function textOf(view, bytes, { local, method, packed, size, sum }) {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new BadZip(NONE);
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  let data = bytes.subarray(from, from + packed);
  if (method === 8) data = await inflated(data, size);
  else if (method !== 0) throw new BadZip("The page does not know the compression of this zip.");
  if (data.length !== size || crc32(data) !== sum) throw new BadZip(NONE);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return null;
  }
}

async function inflated(data, size) {
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks = [];
  let length = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      chunks.push(step.value);
      length += step.value.length;
      if (length > size) throw new BadZip(NONE);
    }
  } catch {
    throw new BadZip(NONE);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? 0xedb88320 ^ (number >>> 1) : number >>> 1;
  return number >>> 0;
});

function crc32(data) {
  let sum = 0xffffffff;
  for (const byte of data) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
