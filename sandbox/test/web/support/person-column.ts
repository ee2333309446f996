import { type Locator, type Page, type Request } from 'playwright-core';

/** One person's column, used as that person would. */
export class PersonColumn {
  readonly root: Locator;
  readonly field: Locator;
  readonly messages: Locator;

  constructor(
    private readonly page: Page,
    name: string,
  ) {
    this.root = page.getByRole('region', { name, exact: true });
    this.field = this.root.getByRole('textbox', { name: /^Message to/ });
    this.messages = this.root.getByRole('article');
  }

  /** Presses Start if the chat with the bot was never begun, and waits for the welcome. */
  async begin(): Promise<void> {
    const start = this.root.getByRole('button', { name: 'Start', exact: true });
    await start.or(this.field).first().waitFor();
    const requests: Request[] = [];
    const note = (request: Request) => requests.push(request);
    this.page.on('request', note);
    // A press that meets the page while it draws the chat anew is lost, as it would be for a person, who presses again.
    for (let presses = 0; presses < 5 && !(await this.field.isVisible()); presses += 1) {
      if (await start.isVisible()) await start.click();
      await this.field.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await this.field
      .waitFor()
      .catch(async (cause: unknown) => {
        const shown = await this.root.page().locator('body').innerText();
        const asked = (await Promise.all(requests.map(describe))).join('\n');
        throw new Error(`There is no field to write in; the page shows:\n${shown}\nand has asked:\n${asked}`, {
          cause,
        });
      })
      .finally(() => this.page.off('request', note));
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

/** What was asked and answered, for a test that fails. */
async function describe(request: Request): Promise<string> {
  const asked = `${request.method()} ${request.url()} ${request.postData() ?? ''}`;
  if (request.timing().responseEnd < 0) return `${asked}: ${request.failure()?.errorText ?? 'no answer yet'}`;
  const response = await request.response();
  return `${asked}: ${response?.status()} ${(await response?.text().catch(() => ''))?.slice(0, 300)}`;
}
