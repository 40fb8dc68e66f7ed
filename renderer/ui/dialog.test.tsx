import './tokens.css';
import './base.css';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Button } from './Button.tsx';
import { Checkbox, Radio, RadioGroup } from './Choices.tsx';
import { Dialog } from './Dialog.tsx';
import { DialogButtons } from './DialogButtons.tsx';
import { TextField } from './Fields.tsx';

const button = (name: string) => page.getByRole('button', { name });
const keep = vi.fn();
const act = vi.fn();

/** A dialog with two buttons. */
async function show(fields: React.ReactNode, role: 'dialog' | 'alertdialog' = 'dialog'): Promise<void> {
  keep.mockReset();
  act.mockReset();
  await render(
    <Dialog title="A question" role={role} onClose={keep}>
      {fields}
      <DialogButtons>
        <Button onPress={keep}>Keep</Button>
        <Button onPress={act}>Act</Button>
      </DialogButtons>
    </Dialog>,
  );
}

test('the first field has the keys, what is filled in is typed over, and Enter presses the default button', async () => {
  await show(<TextField label="Name" defaultValue="old" />);
  const field = page.getByRole('textbox', { name: 'Name' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('new{Enter}');
  await expect.element(field).toHaveValue('new');
  expect(act).toHaveBeenCalledTimes(1);
  await userEvent.keyboard('{Escape}');
  expect(keep).toHaveBeenCalledTimes(1);
});

test('of radio buttons the chosen one has the keys', async () => {
  await show(
    <RadioGroup label="Where" defaultValue="two">
      <Radio value="one">One</Radio>
      <Radio value="two">Two</Radio>
    </RadioGroup>,
  );
  await expect.element(page.getByRole('radio', { name: 'Two' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(act).toHaveBeenCalledTimes(1);
});

test('without a field the default button has the keys', async () => {
  await show(<p>Done.</p>);
  await expect.element(button('Act')).toHaveFocus();
});

test('Enter acts after a click on the text, too', async () => {
  await show(<p>Done.</p>);
  await page.getByText('Done.').click();
  await expect.element(button('Act')).not.toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect([keep.mock.calls.length, act.mock.calls.length]).toEqual([0, 1]);
});

test('Enter after a click on the text of a warning keeps all as it is', async () => {
  await show(<p>Gone for good.</p>, 'alertdialog');
  await page.getByText('Gone for good.').click();
  await userEvent.keyboard('{Enter}');
  expect([keep.mock.calls.length, act.mock.calls.length]).toEqual([1, 0]);
});

test('one that warns begins at what keeps all; Enter on a checkbox of it does nothing', async () => {
  await show(<Checkbox>Volumes too</Checkbox>, 'alertdialog');
  await expect.element(button('Keep')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect([keep.mock.calls.length, act.mock.calls.length]).toEqual([1, 0]);
  await userEvent.keyboard('{Shift>}{Tab}{/Shift} {Enter}');
  expect([keep.mock.calls.length, act.mock.calls.length]).toEqual([1, 0]);
  await userEvent.keyboard('{Escape}');
  expect(keep).toHaveBeenCalledTimes(2);
});

function Steps() {
  const [step, setStep] = useState(0);
  return (
    <Dialog title="Steps" onClose={keep}>
      <div hidden={step === 1}>
        <TextField label="Name" />
      </div>
      <DialogButtons key={step}>
        <Button onPress={keep}>Back</Button>
        <Button onPress={() => setStep(step + 1)} isDisabled={step === 3}>
          Step {String(step)}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

test('the keys stay in it when what had them goes, is hidden or is disabled', async () => {
  await render(<Steps />);
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(button('Step 1')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus();
});
