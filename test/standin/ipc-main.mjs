const handlers = new Map();

export const ipcMain = {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: channel => void handlers.delete(channel),
};

/** Answers `ipcRenderer.invoke`; values cross as structured clones, as they do in Electron. */
export async function invokeHandler(channel, event, args) {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await handler(event, ...args));
}
