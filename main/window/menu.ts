import type {MenuItemConstructorOptions} from 'electron';

/**
 * The application menu. Editing must be there for the shortcuts of a text field to work on macOS; reloading and developer tools
 * are not, because a cashier has no use for them in the middle of a sale.
 */
export function menuTemplate(platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const own: MenuItemConstructorOptions = platform === 'darwin' ? {role: 'appMenu'} : {role: 'fileMenu'};
  return [own, {role: 'editMenu'}, {role: 'windowMenu'}];
}
