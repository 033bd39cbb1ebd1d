import {createRef} from 'react';
import {expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {render} from 'vitest-browser-react';
import {CodeField, type CodeResult} from './code-field.tsx';

async function codeField(results: readonly CodeResult[] = []) {
  const onCodes = vi.fn();
  const inputRef = createRef<HTMLInputElement>();
  const screen = await render(<CodeField inputRef={inputRef} onCodes={onCodes} results={results} />);
  return {screen, onCodes, input: screen.getByRole('textbox', {name: 'Code or gift card'})};
}

test('Enter sends the code as it was typed and empties the field for the next', async () => {
  const {input, onCodes} = await codeField();
  await input.click();
  await userEvent.keyboard('welcome10{Enter}');
  expect(onCodes).toHaveBeenCalledExactlyOnceWith(['welcome10']);
  await expect.element(input).toHaveValue('');
});

test('several codes pasted at once are each sent, once', async () => {
  const {input, onCodes} = await codeField();
  await input.fill(' WELCOME10, LUCKY3\tGIFT-1;LUCKY3 ');
  await userEvent.keyboard('{Enter}');
  expect(onCodes).toHaveBeenCalledExactlyOnceWith(['WELCOME10', 'LUCKY3', 'GIFT-1']);
});

test('nothing is sent for an empty field', async () => {
  const {screen, input, onCodes} = await codeField();
  await input.click();
  await userEvent.keyboard('   {Enter}');
  expect(onCodes).not.toHaveBeenCalled();
  await expect.element(screen.getByRole('button', {name: /Apply/})).toBeDisabled();
});

test('what became of the codes is said in words, not only by colour', async () => {
  const {screen} = await codeField([
    {code: 'WELCOME10', state: 'applied', text: 'takes €4.98 off.'},
    {code: 'SPRING25', state: 'refused', text: 'Ended 1 May 2026, 00:00. No override.'},
  ]);
  const results = screen.getByRole('list', {name: 'What became of the code'});
  await expect.element(results).toHaveTextContent('WELCOME10 takes €4.98 off.');
  await expect.element(results).toHaveTextContent('SPRING25 Ended 1 May 2026');
});
