import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('telling the source systems', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  /** The source that has something with a person. */
  let source = ''
  let number = ''
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
  })

  /** The bytes of the newest file of the source, as an officer downloads it. */
  async function newestFile(): Promise<readonly (readonly string[])[]> {
    await officer.goto(`/sources/of/${source}`)
    const waiting = officer.waitForEvent('download')
    await officer
      .getByRole('button', { name: /^Download file/ })
      .first()
      .click()
    const download = await waiting
    const text = await readFile((await download.path()) ?? '', 'utf8')
    return text
      .trimEnd()
      .split('\r\n')
      .map(line => line.split(','))
  }

  /** Lets an account's source be told by files, whichever it is. */
  async function isToldByFiles(account: string): Promise<void> {
    await leader.goto(`/accounts/${account}`)
    const [, from = ''] =
      /From\s+([a-z-]+), as at/.exec(await leader.locator('main').innerText()) ?? []
    await leader.goto(`/sources/of/${from}`)
    await leader.getByText('How it is told').click()
    await leader.getByLabel('By files').check()
    await leader.getByRole('button', { name: 'Save' }).click()
    await leader.getByText('Saved.').waitFor()
  }

  const bring = async (page: Page, text: string) => {
    await page.goto('/sources/replies')
    await page
      .getByLabel('A reply or a list of balances, as the source gave it')
      .setInputFiles({ name: 'reply.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Take it in' }).click()
  }

  test('every source shows what waits, what it has not answered and what is with a person', async () => {
    await officer.goto('/work')
    await goTo(officer, 'Sources')
    await officer.getByRole('heading', { name: 'Sources' }).waitFor()
    await officer.getByText('only read', { exact: true }).first().waitFor()
    await looksRight(officer, 'sources')
    await officer.getByRole('link', { name: 'Exceptions', exact: true }).click()
    await looksRight(officer, 'source-exceptions')
    const row = officer.locator('main tbody tr').first()
    number = await row.locator('td').nth(0).innerText()
    source = await row.locator('td').nth(1).innerText()
  })

  test('what a source rejected is corrected, not without saying what was wrong, and waits again as a new message', async () => {
    await officer.getByRole('link', { name: number, exact: true }).first().click()
    await officer.getByRole('heading', { name: `${source}, message ${number}` }).waitFor()
    await officer.getByText('No account has this reference').waitFor()
    await officer.getByRole('button', { name: 'I am looking into it' }).click()
    await officer.getByRole('button', { name: 'Give it up' }).waitFor()
    await looksRight(officer, 'source-message')
    await officer.getByLabel('The account, as the source calls it').fill('OLD-4711')
    await officer.getByRole('button', { name: 'Send it again' }).click()
    await officer.getByRole('alert').getByText('Say what was wrong').waitFor()
    assert.equal(
      await officer.getByLabel('The account, as the source calls it').inputValue(),
      'OLD-4711',
    )
    await looksRight(officer, 'source-message-refused')
    await officer.getByLabel('What was wrong?').fill('The source still calls it so.')
    await officer.getByRole('button', { name: 'Send it again' }).click()
    await officer.getByText('It goes to its source again').waitFor()
  })

  test('a file is made of what waits, and has totals that agree', async () => {
    await officer.goto(`/sources/of/${source}`)
    await officer.getByRole('button', { name: 'Look for changes and make a file' }).click()
    await officer.getByText('A file was made').waitFor()
    await looksRight(officer, 'source')
    const lines = await newestFile()
    const messages = lines.filter(([mark]) => mark === 'M')
    const total = messages.reduce((sum, [, , , , , , pence]) => sum + BigInt(pence || '0'), 0n)
    assert.deepEqual(lines.at(-1), ['T', String(messages.length), String(total)])
    const corrected = messages.find(cells => cells[4] === 'OLD-4711')
    assert.equal(corrected?.[9], number, 'it names the message that it puts right')
    await officer.getByRole('button', { name: 'Look for changes and make a file' }).click()
    await officer.getByText('Nothing waits to be told').waitFor()
  })

  test('a reply that does not add up is refused whole; the right one is taken in', async () => {
    const [head = [], ...lines] = await newestFile()
    const messages = lines.filter(([mark]) => mark === 'M')
    const total = messages.reduce((sum, [, , , , , , pence]) => sum + BigInt(pence || '0'), 0n)
    const reply = (accepted: number) =>
      [
        `H,evenhand-reply,1,${head[3]},${source},2,${head[6]}`,
        ...messages.map(([, of, attempt, , , , pence]) => `A,${of},${attempt},${pence}`),
        `T,${accepted},0,${total}`,
        '',
      ].join('\r\n')
    await bring(officer, reply(messages.length + 1))
    await officer.getByRole('alert').getByText('does not agree with the file').waitFor()
    await looksRight(officer, 'source-reply-refused')
    await bring(officer, reply(messages.length))
    await officer.getByText('The reply was taken in.').waitFor()
    await looksRight(officer, 'source-replies')
  })

  test('how a source is told is a team leader’s to say, and the account shows what its source was told', async () => {
    await officer.goto(`/sources/of/${source}`)
    assert.equal(await officer.getByText('How it is told').count(), 0)
    await leader.goto(`/sources/of/${source}`)
    await leader.getByText('How it is told').click()
    await leader.getByLabel('Days it has for an answer').fill('many')
    await leader.getByRole('button', { name: 'Save' }).click()
    await leader.getByRole('alert').getByText('Enter a number from 1 to 60').waitFor()
    await leader.getByLabel('Days it has for an answer').fill('7')
    await leader.getByRole('button', { name: 'Save' }).click()
    await leader.getByText('Saved.').waitFor()
    await leader.getByText('7 days').waitFor()
  })

  test('a month is compared, its difference explained, proposed by one person and signed by another', async () => {
    await officer.goto('/sources/months')
    await officer.getByLabel('Month', { exact: true }).fill('October')
    await officer.getByRole('button', { name: 'Compare' }).click()
    await officer.getByRole('alert').getByText('Enter a month, like 2026-10').waitFor()
    await looksRight(officer, 'source-months-refused')
    await officer.goto('/sources/months')
    await officer.locator('main tbody tr', { hasText: source }).getByRole('link').first().click()
    await officer.getByText('The source’s own list of balances').waitFor()
    await looksRight(officer, 'source-month')
    await officer.getByRole('button', { name: 'Save' }).click()
    await officer.getByRole('alert').getByText('Say why it differs').waitFor()
    await looksRight(officer, 'source-month-no-reason')
    await officer.getByLabel('Reason').fill('A charge posted there only, to be taken off.')
    await officer.getByRole('button', { name: 'Save' }).click()
    await officer.getByText('The reason is kept.').waitFor()
    await officer.getByRole('button', { name: 'Propose to close the month' }).click()
    await officer.getByText('You proposed it, so somebody else signs it.').waitFor()
    await looksRight(officer, 'source-month-proposed')
    const address = new URL(officer.url()).pathname
    await leader.goto(address)
    await leader.getByRole('button', { name: 'Sign: close the month' }).click()
    await leader.getByText('The month is closed and keeps these figures.').waitFor()
    await looksRight(leader, 'source-month-closed')
  })

  test('a note is told to the source of the account it is about, and the account shows it', async () => {
    await officer.goto('/work')
    await officer.locator('main tbody a[href^="/people/"]').last().click()
    await officer.waitForURL(/\/people\//)
    const person = new URL(officer.url()).pathname
    await officer.goto(`${person}/notes/new`)
    await officer.getByLabel('About').selectOption({ index: 1 })
    const account = await officer.getByLabel('About').inputValue()
    await isToldByFiles(account)
    await officer.goto(`${person}/notes/new`)
    await officer.getByLabel('About').selectOption({ index: 0 })
    await officer.getByLabel('Note').fill('They move out in March.')
    await officer.getByLabel('The system that raised the debt').check()
    await officer.getByRole('button', { name: 'Keep it' }).click()
    await officer.getByRole('alert').getByText('Choose the account').waitFor()
    assert.equal(await officer.getByLabel('Note').inputValue(), 'They move out in March.')
    assert.equal(await officer.getByLabel('The system that raised the debt').isChecked(), true)
    await looksRight(officer, 'note-to-source-refused')
    await officer.getByLabel('About').selectOption({ index: 1 })
    await officer.getByRole('button', { name: 'Keep it' }).click()
    await officer.waitForURL(/done=noted/)
    await officer.goto(`/accounts/${account}`)
    await officer.getByRole('region', { name: 'Told to its source' }).getByText('Note').waitFor()
    await looksRight(officer, 'account-told-to-source')
  })
})
