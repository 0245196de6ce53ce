import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'
import { anAccountOf, onTheList, recordAnswer } from './steps.ts'

suite('the choice of a remedy', () => {
  const open = withBrowser()
  let officer: Page
  let approver: Page
  let ordered = ''
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    approver = await signedIn(open, 'approver', 'Aldermere')
    ordered = await anAccountOf(officer, 'council-tax-accounts', {
      REC_STAGE: 'LORD',
      DISPUTE: 'N',
      SPECIAL_ARR: 'N',
      BREATHING_FROM: '',
      DATE_OF_DEATH: '',
    })
  })

  const remedy = (page: Page, called: string) =>
    page.locator('main tbody tr', { has: page.locator('strong', { hasText: called }) }).first()

  const record = (account: string, question: string, says: string, day?: string) =>
    recordAnswer(officer, { account, question, says, day })

  test('the officer asks for it to be put on the list, and an approver lets it go', async () => {
    await officer.goto(`${ordered}/remedies`)
    await officer.getByText('Nothing asks for a remedy for this account now').waitFor()
    await onTheList(officer, approver, { account: ordered, step: 'remedy decision' })
    await officer.locator('main tbody a[href$="/remedies"]').first().click()
    await officer.getByRole('heading', { name: 'Remedies' }).waitFor()
  })

  test('every remedy is there with why, and nothing is taken to be so that nobody recorded', async () => {
    await remedy(officer, 'Attachment of earnings').getByText('To find out first').waitFor()
    await officer.getByText('Do they work for an employer?').first().waitFor()
    const others = officer.getByText(/Not for this kind of debt \(\d+\)/)
    await others.click()
    await officer
      .getByText('Recovery from the landlord: Only for a housing benefit overpayment')
      .waitFor()
    await remedy(officer, 'Enforcement agent').getByText('Why', { exact: true }).click()
    await looksRight(officer, 'remedies-not-known')
    assert.equal(await officer.getByLabel('Attachment of earnings').count(), 0)
  })

  test('what is recorded opens remedies, and one outside policy asks for somebody else', async () => {
    await record(ordered, 'employment', 'Yes, and we know which')
    await looksRight(officer, 'remedies-answers')
    await record(ordered, 'vulnerability', 'Yes, and nothing was found')
    await record(ordered, 'council tax reduction', 'Yes, or they would')
    await officer.goto(`${ordered}/remedies`)
    await remedy(officer, 'Attachment of earnings').getByText('Open').waitFor()
    await remedy(officer, 'Enforcement agent').getByText('Outside policy').waitFor()
    await officer.getByLabel('Attachment of earnings').check()
    await officer.getByRole('button', { name: 'Choose it' }).click()
    await officer.getByRole('alert').getByText('Say why: the reason is kept').waitFor()
    assert(await officer.getByLabel('Attachment of earnings').isChecked())
    await looksRight(officer, 'remedies-why')
    await officer.getByLabel('Enforcement agent').check()
    for (const box of await officer.getByRole('checkbox').all()) await box.check()
    await officer.getByLabel('Why this one?').fill('They have a second home full of goods.')
    await officer.getByRole('button', { name: 'Choose it' }).click()
    await officer.getByText('An enforcement agent waits for an approver').waitFor()
    await looksRight(officer, 'remedies-waiting')

    await approver.goto('/remedies')
    await looksRight(approver, 'remedies-to-agree')
    await approver.locator('main tbody a').first().click()
    await approver.getByRole('button', { name: 'Refuse it' }).click()
    await approver.getByRole('alert').getByText('Say why: whoever chose it reads it').waitFor()
    await approver.getByLabel('What do you say to it?').fill('Their earnings come first.')
    await approver.getByRole('button', { name: 'Refuse it' }).click()
    await approver.getByText('Refused. The account stays on the list').waitFor()
  })

  test('the officer chooses one that is open, with the reason, and the account and why tell it', async () => {
    await officer.goto(`${ordered}/remedies`)
    await officer.getByLabel('Attachment of earnings').check()
    for (const box of await officer.getByRole('checkbox').all()) await box.check()
    await officer.getByLabel('Why this one?').fill('Steady work with one employer.')
    await officer.keyboard.press('Tab')
    await officer.keyboard.press('Enter')
    await officer.getByText('Chosen, and off the list.').waitFor()
    await officer.getByText('Attachment of earnings, since').waitFor()
    await looksRight(officer, 'remedies-chosen')
    await remedy(officer, 'Charging order').getByText('One remedy at a time').waitFor()
    await officer.goto(`${ordered}/why`)
    await officer
      .getByText(/An officer chose an attachment of earnings .* Steady work with one employer\./)
      .waitFor()
  })

  test('a hold that comes while it runs says that it must stop, to the officer and on the list', async () => {
    await officer.goto(ordered)
    const person = await officer.locator('main a[href^="/people/"]').first().getAttribute('href')
    await officer.goto(`${person?.split('?')[0]}/holds/new`)
    await officer.getByLabel('What kind of hold?').selectOption('Other')
    await officer.getByLabel('Why?').fill('They are in hospital.')
    await officer.getByLabel('Look at it again on').fill('1/12/2099')
    await officer.getByRole('button', { name: 'Place the hold' }).click()
    await officer.getByText('Recovery is on hold.').waitFor()
    await officer.goto(`${ordered}/remedies`)
    await officer
      .getByText('It runs though it must stop: an officer has put recovery on hold.')
      .waitFor()
    await looksRight(officer, 'remedies-must-stop')
    await approver.goto('/runs')
    await approver.getByRole('link', { name: '1 remedy runs though something stops it' }).click()
    await approver.getByText('An officer’s hold, since').waitFor()
    await looksRight(approver, 'remedies-to-stop')
  })

  test('one that ended says how, and no other begins before that', async () => {
    await officer.goto(`${ordered}/remedies`)
    await officer.getByText('The attachment of earnings has ended').click()
    await officer.getByRole('button', { name: 'Record how it ended' }).click()
    await officer.getByRole('alert').getByText('Choose how it ended').waitFor()
    await officer.getByLabel('Not employed').check()
    await officer.getByLabel('What you know of it').fill('The employer wrote.')
    await looksRight(officer, 'remedies-ending')
    await officer.getByRole('button', { name: 'Record how it ended' }).click()
    await officer.getByText('comes back to the choice of a remedy').waitFor()
    await officer.getByText('No remedy', { exact: true }).waitFor()
  })

  test('council tax without an order refuses an attachment of earnings, and says why', async () => {
    const billed = await anAccountOf(officer, 'council-tax-accounts', {
      REC_STAGE: 'REM1',
      BREATHING_FROM: '',
      DATE_OF_DEATH: '',
    })
    await officer.goto(`${billed}/remedies`)
    const earnings = remedy(officer, 'Attachment of earnings')
    await earnings.getByText('Blocked by law').waitFor()
    await earnings.getByText('No court has made an order or given judgment').waitFor()
    await earnings.getByRole('link', { name: 'SI 1992/613 reg 37(1)' }).first().waitFor()
    await looksRight(officer, 'remedies-no-order')
  })

  test('an overpayment is got back from earnings, from benefits or from the landlord, each as it is recorded', async () => {
    const overpaid = await anAccountOf(officer, 'housing-benefit-overpayments', {
      underAppeal: 'false',
      repaymentPlan: 'false',
      moratoriumStart: '',
      deathDate: '',
    })
    await record(overpaid, 'recoverable', 'Yes, and they were told', '1/6/2026')
    await record(overpaid, 'employment', 'Yes, and we know which')
    await record(overpaid, 'housing benefit', 'Yes, from this council')
    await record(overpaid, 'benefits', 'Universal credit')
    await record(overpaid, 'landlord', 'Yes: it was paid to the landlord', '1/6/2026')
    await officer.goto(`${overpaid}/remedies`)
    for (const called of [
      'Direct earnings attachment',
      'Deduction from housing benefit',
      'Deduction from benefits',
      'Recovery from the landlord',
    ]) {
      await remedy(officer, called).getByText('Open', { exact: true }).waitFor()
    }
    await looksRight(officer, 'remedies-overpayment')
  })
})
