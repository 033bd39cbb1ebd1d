/** Parts that only remember what they were told, or answer as if nobody were there. */

const remembered = new Map();
const remember = name => value => void remembered.set(name, value);

export const session = {
  defaultSession: {
    setPermissionRequestHandler: remember('permission request'),
    setPermissionCheckHandler: remember('permission check'),
    setDevicePermissionHandler: remember('device permission'),
  },
};

/** Nobody is there to choose a file; a spec puts its own function in place. */
export const dialog = {showSaveDialog: async () => ({canceled: true, filePath: ''})};

export const Menu = {
  buildFromTemplate: template => ({items: template}),
  setApplicationMenu: remember('menu'),
  getApplicationMenu: () => remembered.get('menu') ?? null,
};
