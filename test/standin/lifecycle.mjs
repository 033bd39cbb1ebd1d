/** Facts that several parts of the stand-in share while it runs. */
export const lifecycle = {ready: false, quitting: false, context: undefined, windows: new Set()};
