/** An event that a listener may prevent, as Electron's are. */
export function cancelable(details = {}) {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
