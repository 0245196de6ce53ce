import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

// Invented debts in the neutral layout. What is dropped here is new each time, so that the journey can be walked again.
const day = Temporal.Now.instant().epochMilliseconds.toString(36).toUpperCase()
const header =
  'source_system,debt_ref,debt_type,debtor_name,date_of_birth,address_1,address_2,address_3,postcode,amount,period_from,period_to,due_date,liability'
const debt = (reference: string, amount: string, name = 'Odalys Quennell-Pryce') =>
  `NDR,${day}-${reference},sundry_invoice,${name},1980-01-02,1 Fulling Mill Lane,,Thornlow,ZE5 1AA,${amount},2026-04-01,2026-04-30,2026-05-01,sole`
const fileOf = (...lines: readonly string[]) => Buffer.from(`${[header, ...lines].join('\n')}\n`)

suite('an officer who brings in the sources’ files', () => {
  const open = withBrowser()
  let page: Page
  before(async () => {
    page = await signedIn(open, 'local-taxation officer')
  })

  /** Drops a file as one from the computer would be, and waits for what the page says of it. */
  async function drop(name: string, buffer: Buffer, feed = 'debts-neutral'): Promise<void> {
    await goTo(page, 'Imports')
    await page.getByLabel('Which list is it?').selectOption({ value: feed })
    await page
      .getByLabel('The file, as the source system wrote it')
      .setInputFiles({ name, mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.locator('main').getByRole('status').or(page.getByRole('alert')).first().waitFor()
  }
  const rowOf = (words: string) => page.getByRole('row').filter({ hasText: words }).first()

  test('a sound file is applied whole, and its person is found by name', async () => {
    await drop('sound.csv', fileOf(debt('A1', '120.50'), debt('A2', '79.50')))
    await page.getByText('The file was loaded.').waitFor()
    assert.match(await rowOf('The whole file').innerText(), /2\s+£200\.00/)
    assert.match(await rowOf('Put aside').innerText(), /0\s+£0\.00/)
    await looksRight(page, 'import-sound')

    await page.getByRole('link', { name: 'Search' }).click()
    await page.locator('input[name=q]').fill('Quennell-Pryce')
    await page.keyboard.press('Enter')
    await page.locator('main').getByRole('link', { name: 'Odalys Quennell-Pryce' }).first().click()
    await page.getByText(`${day}-A`).first().waitFor()
  })

  test('the same file again changes nothing, and says so', async () => {
    await drop('sound-again.csv', fileOf(debt('A1', '120.50'), debt('A2', '79.50')))
    await page.getByText('This file had been loaded before, as below.').waitFor()
    assert.match(await rowOf('Applied').innerText(), /2\s+£200\.00/)
  })

  test('a row that cannot be read is put aside, corrected, and applied', async () => {
    await drop('part.csv', fileOf(debt('B1', '10.00'), debt('B2', 'ten pounds')))
    await page.getByText('Why rows were put aside').waitFor()
    await page.getByText('rows to correct', { exact: true }).waitFor()
    assert.match(await rowOf('Put aside').innerText(), /1/)
    await looksRight(page, 'import-put-aside')

    await page.getByRole('link', { name: 'Row on line 3' }).click()
    await page.getByText('It was put aside because of amount').waitFor()
    await looksRight(page, 'import-row')

    await page.getByLabel('amount').fill('10.005')
    await page.getByLabel('debtor_name').fill('Odalys <b>Quennell</b>')
    await page.getByRole('button', { name: 'Correct and apply it' }).click()
    await page.getByRole('alert').getByText('the row is still put aside').waitFor()
    assert.equal(await page.getByLabel('debtor_name').inputValue(), 'Odalys <b>Quennell</b>')
    await looksRight(page, 'import-row-with-error')

    await page.getByLabel('amount').fill('10.00')
    await page.getByRole('button', { name: 'Correct and apply it' }).click()
    await page.getByText('The row was corrected and applied.').waitFor()
    assert.match(await rowOf('The whole file').innerText(), /2\s+£20\.00/)
    assert.match(await rowOf('Put aside').innerText(), /0/)
    await looksRight(page, 'import-corrected')
  })

  test('another list, or bytes that are not its letters, are refused in a sentence', async () => {
    await drop('wrong-list.csv', fileOf(debt('C1', '1.00')), 'council-tax-accounts')
    await page.getByRole('alert').getByText('is not this feed’s').waitFor()
    assert.equal(
      await page.getByLabel('Which list is it?').inputValue(),
      'council-tax-accounts',
      'what was chosen is kept',
    )
    await looksRight(page, 'import-refused')

    const wrongBytes = Buffer.concat([fileOf(), Buffer.from([0x4e, 0xe9, 0xff, 0x0a])])
    await drop('wrong-bytes.csv', wrongBytes)
    await page.getByRole('alert').getByText('The file was refused').waitFor()

    await page.getByRole('link', { name: 'wrong-bytes.csv' }).first().click()
    await page.getByText('nothing in it was applied').waitFor()
    await looksRight(page, 'import-refused-file')
  })

  test('nothing chosen is asked for again', async () => {
    await goTo(page, 'Imports')
    await looksRight(page, 'imports')
    await page.getByRole('button', { name: 'Load it' }).click()
    const alert = page.getByRole('alert')
    await alert.getByText('Choose which list it is').waitFor()
    await alert.getByText('Choose a file').waitFor()
    await looksRight(page, 'imports-with-errors')
  })

  test('a name made to harm or to hide is shown as text, and cannot widen the page', async () => {
    const names = ['<script>alert(1)</script>', `W${'w'.repeat(399)}`, 'Zoë 👩‍👩‍👧 \u202Eecirp']
    await drop('hostile.csv', fileOf(...names.map((name, n) => debt(`D${n}`, '5.00', name))))
    await page.getByText('The file was loaded.').waitFor()
    await page.getByRole('link', { name: 'Search' }).click()
    await page.locator('input[name=q]').fill('1 Fulling Mill Lane')
    await page.keyboard.press('Enter')
    const found = page.locator('main tbody a')
    await found.first().waitFor()
    const [wide, most] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    )
    assert(wide <= most, `${wide} pixels in ${most}`)
    await looksRight(page, 'search-hostile-names')
  })
})
