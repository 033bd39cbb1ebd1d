/** Whether a dialog lies over the page, whoever opened it: keys and scans are then not for what is below. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog]') !== null;
}
