/** Version of the messages between till and server. Uploads of older versions are never refused (sync.md §10). */
export const protocolVersion = 2;
