import { type Locator, type Page } from 'playwright-core';

/** One person's column, used as that person would. */
export class PersonColumn {
  readonly root: Locator;
  readonly start: Locator;
  readonly field: Locator;
  readonly messages: Locator;

  constructor(
    private readonly page: Page,
    name: string,
  ) {
    this.root = page.getByRole('region', { name, exact: true });
    this.start = this.root.getByRole('button', { name: 'Start', exact: true });
    this.field = this.root.getByRole('textbox', { name: /^Message to/ });
    this.messages = this.root.getByRole('article');
  }

  /** Presses Start if the chat with the bot was never begun, and waits for the field to write in. */
  async begin(): Promise<void> {
    await this.start.or(this.field).waitFor();
    if (await this.start.isVisible()) await this.start.click();
    await this.field.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** Waits for a message with this text. */
  async sees(text: string | RegExp): Promise<Locator> {
    const message = this.messages.filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  }

  /** Opens the menu of a message and chooses. */
  async choose(message: Locator, action: string): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: 'Message actions' }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** Drops files on the upper (as media) or lower half (as they are) of the column. */
  async drop(files: DroppedFile[], half: 'media' | 'documents'): Promise<void> {
    const encoded = files.map(({ name, type, content }) => ({ name, type, base64: content.toString('base64') }));
    const transfer = await this.page.evaluateHandle(
      `(() => { const transfer = new DataTransfer();
        for (const { name, type, base64 } of ${JSON.stringify(encoded)}) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type }));
        }
        return transfer; })()`,
    );
    await this.root.dispatchEvent('dragenter', { dataTransfer: transfer });
    await this.root.locator(`[data-drop="${half}"]`).dispatchEvent('drop', { dataTransfer: transfer });
  }
}

export interface DroppedFile {
  name: string;
  type: string;
  content: Buffer;
}
