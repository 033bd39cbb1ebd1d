/** What the till left on the disk, read and treated as any other program could. */
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';

const lineSchema = z.object({
  seq: z.int(),
  hash: z.string(),
  prev: z.string(),
  seal: z.string(),
  body: z.string(),
});
export type JournalLine = z.output<typeof lineSchema>;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One for each enrolment, oldest first. */
export function journalFiles(userData: string): readonly string[] {
  const folder = join(userData, 'journal');
  const names = readdirSync(folder).filter(name => name.endsWith('.journal'));
  return names.sort().map(name => join(folder, name));
}

export function journalFile(userData: string): string {
  const [only, ...others] = journalFiles(userData);
  if (only === undefined || others.length > 0) throw new Error(`not one journal: ${others.join(', ')}`);
  return only;
}

/** The lines after the header, each with its seal checked against the line before: throws at the first that fails. */
export function verifiedJournal(file: string): readonly JournalLine[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  let prev = sha256(header);
  return lines.map((text, place) => {
    const line = lineSchema.parse(JSON.parse(text));
    const seal = sha256(JSON.stringify([prev, line.seq, line.hash, line.body]));
    if (line.prev !== prev || line.seal !== seal) throw new Error(`line ${place + 2} breaks the chain`);
    prev = seal;
    return line;
  });
}

/** Flips one bit in the middle of a line; 1 is the header. */
export function damageLine(file: string, lineNumber: number): void {
  const bytes = readFileSync(file);
  let start = 0;
  for (let line = 1; line < lineNumber; line += 1) start = bytes.indexOf('\n', start) + 1;
  const middle = Math.floor((start + bytes.indexOf('\n', start)) / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
}

/** Deletes the browser's databases, as Chromium does by itself where it finds them damaged. Returns the folders. */
export function wipeDatabases(userData: string): readonly string[] {
  const folders = readdirSync(userData, {recursive: true, encoding: 'utf8'})
    .filter(path => /(^|[/\\])IndexedDB$/.test(path))
    .map(path => join(userData, path));
  for (const folder of folders) rmSync(folder, {recursive: true});
  return folders;
}

/** Files below `folder` in which `text` stands, in any encoding a program would keep it in. */
export function filesWith(folder: string, text: string): readonly string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(btoa(text).slice(0, -4))];
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => {
      const bytes = readFileSync(file);
      return forms.some(form => bytes.includes(form));
    });
}
