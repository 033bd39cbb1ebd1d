/** What a stream of server-sent events brought: an event by name, or a comment that only says that it is alive. */
export type StreamWord =
  | {readonly kind: 'event'; readonly name: string; readonly data: string}
  | {readonly kind: 'comment'};

/**
 * Takes text as it comes off the wire and hands out whole words (HTML Living Standard, 9.2.6; ids and retry times are
 * not used here and are passed over).
 */
export function eventReader(): (text: string) => readonly StreamWord[] {
  let rest = '';
  return text => {
    const blocks = `${rest}${text}`.replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(readBlock);
  };
}

function readBlock(block: string): StreamWord {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? {kind: 'comment'} : {kind: 'event', name, data: data.join('\n')};
}
