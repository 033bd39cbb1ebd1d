/** Whether arrows have moved from a search field to one of the entries found; Enter is then that entry's. */
export function hasPicked(input: Element | null): boolean {
  return Boolean(input?.getAttribute('aria-activedescendant'));
}
