import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

const statement = (entries: string, closing: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>J</Id><Acct><Id><Othr><Id>09012612345001</Id></Othr></Id><Ccy>GBP</Ccy></Acct>${balance('OPBD', '0.00')}${balance('CLBD', closing)}${entries}</Stmt></BkToCstmrStmt></Document>`
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-01</Dt></Dt></Bal>`
const entry = (amount: string, name: string, given: string, reference: string, side = 'CRDT') =>
  `<Ntry><Amt Ccy="GBP">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-01</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>${given}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`

suite('a day’s payments at the bank', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  /** The reference of somebody’s account, from the end of the list: the first are for other journeys. */
  let reference = ''
  let receipt = ''
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.goto('/work')
    const person = await leader
      .locator('main tbody a[href^="/people/"]')
      .nth(-6)
      .getAttribute('href')
    await leader.goto(person ?? '')
    await leader.locator('main a[href^="/accounts/"]:not([href$="/why"])').first().click()
    await leader.waitForURL(/\/accounts\//)
    reference = (await leader.locator('h1').innerText()).split(' ').at(-1) ?? ''
  })

  const upload = async (page: Page, text: string) => {
    await page.goto('/receipts/statements')
    await page
      .getByLabel('The file, as the bank gave it')
      .setInputFiles({ name: 'monday.xml', mimeType: 'text/xml', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Take it in' }).click()
  }

  test('a statement that does not add up is refused with the difference, and posts nothing', async () => {
    await upload(officer, statement(entry('12.34', 'Zed Quill', 'hello', 'J1'), '99.00'))
    await officer.getByRole('alert').getByText('a difference of').waitFor()
    await looksRight(officer, 'statement-refused')
  })

  test('one that adds up is taken in, and what nobody can place waits in suspense', async () => {
    await upload(
      officer,
      statement(
        entry('12.34', 'Zed Quill', 'for June', 'J1') +
          entry('4.00', '', 'BANK CHARGES', 'J2', 'DBIT'),
        '8.34',
      ),
    )
    await officer.getByText('The statement was taken in').waitFor()
    await looksRight(officer, 'statement-taken')
    await officer.getByRole('link', { name: 'in suspense', exact: true }).click()
    await officer.getByRole('heading', { name: 'Payment of £12.34' }).waitFor()
    receipt = new URL(officer.url()).pathname
    await officer.getByRole('button', { name: 'I look into it' }).click()
    await officer.getByRole('button', { name: 'Give it up' }).waitFor()
    await looksRight(officer, 'receipt-in-suspense')
  })

  test('it is posted when somebody finds out whose it is, and not without saying how', async () => {
    await officer.getByRole('button', { name: 'Post it' }).click()
    await officer.getByRole('alert').getByText('Choose whose it is').waitFor()
    await officer.getByLabel('Another account', { exact: false }).first().check()
    await officer.getByLabel('Another account: its reference').fill('NOBODY-0000')
    await officer.getByLabel('How is it known?').fill('The payer rang and said so.')
    await officer.getByText('Share it over all that the same people owe').click()
    await officer.getByLabel('The oldest first').check()
    await officer.getByRole('button', { name: 'Post it' }).click()
    await officer.getByRole('alert').getByText('no account with that reference').waitFor()
    assert.equal(
      await officer.getByLabel('How is it known?').inputValue(),
      'The payer rang and said so.',
    )
    assert(await officer.getByLabel('The oldest first').isChecked())
    await looksRight(officer, 'receipt-refused')
    await officer.getByLabel('Another account: its reference').fill(reference)
    await officer.getByRole('button', { name: 'Post it' }).click()
    await officer.getByText(/The payment is on its accounts?\./).waitFor()
    await officer.goto(receipt)
    await officer.getByText('The payer rang and said so.').first().waitFor()
    await looksRight(officer, 'receipt-posted')
    assert.equal(await officer.getByRole('button', { name: 'Move it' }).count(), 0)
  })

  test('the account says why it is there, and a team leader takes it back', async () => {
    await leader.goto(receipt)
    // Shared over all that they owe, the oldest first, it may have gone to another of their accounts.
    await leader.getByRole('main').locator('a[href^="/accounts/"]').first().click()
    await leader.getByText('Payments at the bank, and why they are here').first().waitFor()
    await looksRight(leader, 'account-with-a-payment')
    await leader.goto(receipt)
    await leader
      .locator('form[action$="/move"]')
      .getByLabel('How is it known?')
      .fill('It was their neighbour’s.')
    await leader.getByRole('button', { name: 'Take it back into suspense' }).click()
    await leader.getByText('The payment is in suspense again.').waitFor()
    await leader.getByText('taken back', { exact: true }).waitFor()
    await looksRight(leader, 'receipt-taken-back')
  })

  test('what was found is posted with two keys', async () => {
    // The sample's own: a slip in a reference that its payer's name alone does not settle has somebody to choose from.
    await officer.goto('/receipts')
    await officer.waitForLoadState()
    await looksRight(officer, 'suspense')
    const links = officer.locator('main tbody a[href^="/receipts/"]')
    const waiting: string[] = []
    for (const link of await links.all()) waiting.push((await link.getAttribute('href')) ?? '')
    for (const address of waiting) {
      await officer.goto(address)
      if ((await officer.locator('main input[data-key="1"]').count()) > 0) break
    }
    await officer.waitForLoadState()
    const here = new URL(officer.url()).pathname
    await officer.keyboard.press('1')
    await officer.keyboard.press('Enter')
    await officer.getByText('The payment is on its account.').waitFor()
    await officer.goto(here)
    await officer.getByText('on account', { exact: true }).waitFor()
  })

  test('a line that is no payment is explained once', async () => {
    await officer.goto('/receipts/lines')
    await looksRight(officer, 'lines-to-explain')
    await officer.locator('tr', { hasText: 'BANK CHARGES' }).getByRole('link').click()
    await officer.getByRole('button', { name: 'Save' }).click()
    await officer.getByRole('alert').getByText('Choose what it is').waitFor()
    await officer.getByLabel('No payment to an account').check()
    await officer.getByLabel('How is it known?').fill('The bank’s monthly charge.')
    await officer.getByRole('button', { name: 'Save' }).click()
    await officer.getByText('The line is accounted for.').waitFor()
  })

  test('a team leader says how a source writes its references, and its accounts say whether that is right', async () => {
    await leader.goto('/receipts/references')
    await leader.getByLabel('Whose references?').selectOption('sundry')
    await leader.getByLabel('How is one written?').fill('XYZ[0-9]{4}')
    await leader.getByRole('button', { name: 'Hold it against their accounts' }).click()
    await leader.getByRole('alert').getByText('0 are written so').waitFor()
    assert.equal(await leader.getByLabel('How is one written?').inputValue(), 'XYZ[0-9]{4}')
    await looksRight(leader, 'references-refused')
    await leader.getByLabel('How is one written?').fill('INV[0-9]{8}')
    await leader.getByRole('button', { name: 'Hold it against their accounts' }).click()
    await leader.getByText('It is kept').waitFor()
    await looksRight(leader, 'references')
  })

  test('bank, ledger and sources are compared, down to a payment', async () => {
    // The sample's statement is yesterday's: on the first of a month it is of the month before.
    const yesterday = Temporal.Now.plainDateISO('Europe/London').subtract({ days: 1 })
    await leader.goto(`/receipts/reconciliation?month=${yesterday.toPlainYearMonth().toString()}`)
    await leader.getByText('By the statements').waitFor()
    // Monday's closed at £8.34, and yesterday's did not open there.
    await leader.getByText('Opening where none before them closed').waitFor()
    await leader.getByRole('cell', { name: '£8.34' }).waitFor()
    await looksRight(leader, 'reconciliation')
    const behind = leader.getByRole('link', { name: /^Not told of/ }).first()
    await behind.click()
    await leader.getByText('not told of by the source').first().waitFor()
    await looksRight(leader, 'reconciliation-behind')
  })

  test('a bank account is added by a team leader alone', async () => {
    await officer.goto('/receipts/bank-accounts')
    assert.equal(await officer.getByRole('button', { name: 'Add it' }).count(), 0)
    await leader.goto('/receipts/bank-accounts')
    await leader.getByLabel('Sort code and account number').fill('12')
    await leader.getByLabel('What is it called?').fill('Rents')
    await leader.getByRole('button', { name: 'Add it' }).click()
    await leader.getByRole('alert').getByText('14 figures').waitFor()
    await looksRight(leader, 'bank-accounts-refused')
    await leader.getByLabel('Sort code and account number').fill('09-01-26 12345999')
    await leader.getByRole('button', { name: 'Add it' }).click()
    await leader.getByText('The bank account is added.').waitFor()
    assert.doesNotMatch(await leader.content(), /12345999/)
  })

  test('what an agent paid over is held against the bank, posted, and asked about', async () => {
    await officer.goto('/receipts/remittances')
    await officer.getByRole('button', { name: 'Take it in' }).click()
    await officer.getByRole('alert').getByText('Say which agent it is from').waitFor()
    await looksRight(officer, 'remittances')
    await officer.goto('/receipts/remittances')
    await officer.locator('main tbody').getByRole('link').first().click()
    await officer.getByRole('heading', { name: 'Paid over by Fairway Enforcement' }).waitFor()
    const here = new URL(officer.url()).pathname
    await officer.getByRole('button', { name: /^Post 2 rows/ }).click()
    await officer.getByRole('alert').getByText('Choose which payment it is').waitFor()
    await looksRight(officer, 'remittance')
    // One whose money is not there would be put aside for the others; it is taken up again.
    await officer.getByRole('link', { name: 'to post' }).first().click()
    const putAside = officer.getByRole('button', { name: 'Put it aside, so that the others' })
    await putAside.click()
    await officer.getByRole('alert').getByText('Say how it is known').waitFor()
    await looksRight(officer, 'remittance-row-to-post')
    await officer.getByLabel('What did they answer').fill('They took a payment back.')
    await putAside.click()
    await officer.getByText('The row is settled.').waitFor()
    await officer.getByRole('button', { name: /^Post 1 row/ }).waitFor()
    await officer.getByRole('link', { name: 'They took a payment back.' }).click()
    await officer.getByLabel('What did they answer').fill('It was not this one.')
    await officer.getByRole('button', { name: 'Let it be posted' }).click()
    await officer.getByText('The row is settled.').waitFor()
    await officer.getByLabel(/the very sum/).check()
    await officer.getByRole('button', { name: /^Post 2 rows/ }).click()
    await officer.getByText('The rows are on their accounts.').waitFor()
    await officer.getByRole('link', { name: 'There is no account with its reference.' }).click()
    await officer.getByRole('button', { name: 'Let it be posted' }).click()
    await officer.getByRole('alert').getByText('Say how it is known').waitFor()
    await officer.getByLabel('What did they answer').fill('They meant this account.')
    await officer.getByLabel('The account that it is for').fill(reference)
    await looksRight(officer, 'remittance-row')
    await officer.getByRole('button', { name: 'Let it be posted' }).click()
    await officer.getByText('The row is settled.').waitFor()
    await officer.getByRole('button', { name: /^Post 1 row/ }).click()
    await officer.getByText('The rows are on their accounts.').waitFor()
    assert.equal(new URL(officer.url()).pathname, here)
    await officer.getByText('as the file says').waitFor()
    await looksRight(officer, 'remittance-posted')
    await officer.getByRole('link', { name: 'on account' }).first().click()
    await officer.getByText('was paid to Fairway Enforcement').waitFor()
  })

  test('a payment that an agent takes back leaves its account, and pays for another row', async () => {
    await officer.goto('/receipts/remittances')
    await officer.locator('main tbody').getByRole('link').first().click()
    const paid = officer.getByRole('row').filter({ hasText: '£95.00' })
    const theirs = (await paid.getByRole('link').first().textContent()) ?? ''
    const lines = [
      'placement_ref,debt_ref,event_date,event_code,amount_collected,fee,remitted,notes',
      `FW-1001,${theirs},2026-01-05,REVERSED,-95.00,-75.00,-20.00,the cheque bounced`,
      `FW-1009,${theirs},2026-01-06,PAID,20.00,0.00,20.00,`,
    ]
    await officer.goto('/receipts/remittances')
    await officer.getByLabel('Which agent').fill('Fairway Enforcement')
    await officer.locator('input[type=file]').setInputFiles({
      name: 'taken-back.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\n')),
    })
    await officer.getByRole('button', { name: 'Take it in' }).click()
    await officer.getByRole('link', { name: /It takes money back/ }).click()
    const takeBack = officer.getByRole('button', { name: 'Take that payment back' })
    await officer.getByLabel('What did they answer').fill('The cheque bounced.')
    await takeBack.click()
    await officer.getByRole('alert').getByText('Choose the payment that they took back').waitFor()
    await looksRight(officer, 'remittance-row-takes-back')
    await officer.getByLabel(/£20.00, paid to Fairway Enforcement/).check()
    await takeBack.click()
    await officer.getByText('The row is settled.').waitFor()
    await looksRight(officer, 'remittance-taken-back')
    await officer.getByLabel('Nothing came in: what they took back is as much').check()
    await officer.getByRole('button', { name: /^Post 1 row/ }).click()
    await officer.getByText('The rows are on their accounts.').waitFor()
    await officer.getByRole('link', { name: 'taken back' }).click()
    await officer.getByText('Fairway Enforcement took it back. The cheque bounced.').waitFor()
    await looksRight(officer, 'remittance-payment-taken-back')
  })
})
