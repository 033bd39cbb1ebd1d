import {expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import {useScanner} from './use-scanner.ts';

function Page({onScan}: {readonly onScan: (text: string) => void}) {
  useScanner({onScan, onDuplicate: () => {}});
  return (
    <>
      <label>
        Note
        <input />
      </label>
      <label>
        PIN
        <input type="password" />
      </label>
      <div data-no-scan>
        <label>
          Quantity
          <input />
        </label>
      </div>
    </>
  );
}

async function page() {
  const onScan = vi.fn();
  const screen = await render(<Page onScan={onScan} />);
  return {screen, onScan};
}

/** What a scanner does: keys faster than fingers, delivered to whatever has the focus. */
function scan(text: string): void {
  for (const key of [...text, 'Enter']) {
    const event = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
    const isWritten = document.activeElement?.dispatchEvent(event) === true && key.length === 1;
    if (isWritten) document.execCommand('insertText', false, key);
  }
}

const soon = () => new Promise(resolve => setTimeout(resolve, 100));

test('a scan reaches the till and leaves no trace in the focused field', async () => {
  const {screen, onScan} = await page();
  await screen.getByLabelText('Note').click();
  scan('4099901001137');
  await soon();
  expect(onScan).toHaveBeenCalledExactlyOnceWith('4099901001137');
  await expect.element(screen.getByLabelText('Note')).toHaveValue('');
});

test('what a person types stays where it is typed, in order', async () => {
  const {screen, onScan} = await page();
  await screen.getByLabelText('Note').click();
  for (const key of 'gift * 3') {
    await userEvent.keyboard(key);
    await new Promise(resolve => setTimeout(resolve, 70));
  }
  await soon();
  await expect.element(screen.getByLabelText('Note')).toHaveValue('gift * 3');
  expect(onScan).not.toHaveBeenCalled();
});

test.each(['PIN', 'Quantity'])('nothing is taken out of the field %s', async name => {
  const {screen, onScan} = await page();
  await screen.getByLabelText(name).click();
  scan('12345678');
  await soon();
  await expect.element(screen.getByLabelText(name)).toHaveValue('12345678');
  expect(onScan).not.toHaveBeenCalled();
});
