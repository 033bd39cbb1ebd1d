const LINE_FEED = 0x0a;

export interface FileLine {
  /** Without the line break. */
  readonly bytes: Buffer;
  readonly byteOffset: number;
  /** False for a last line that ends without a line break. */
  readonly finished: boolean;
}

/** The lines of a file that arrives in chunks, each with its place. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileLine> {
  let byteOffset = 0;
  let pieces: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const bytes = Buffer.concat([...pieces, chunk.subarray(start, end)]);
      yield {bytes, byteOffset, finished: true};
      byteOffset += bytes.length + 1;
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield {bytes: Buffer.concat(pieces), byteOffset, finished: false};
}
