import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'
import { anAccountOf, onTheList, recordAnswer } from './steps.ts'

suite('what people have to do about an account', () => {
  const open = withBrowser()
  let officer: Page
  let approver: Page
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    approver = await signedIn(open, 'approver', 'Aldermere')
  })

  test('a referral is closed with what came of it: asked first, kept while it is, and then on record', async () => {
    const account = await anAccountOf(officer, 'council-tax-accounts', {
      REC_STAGE: 'REM2',
      DISPUTE: 'N',
      SPECIAL_ARR: 'N',
      BREATHING_FROM: '',
      DATE_OF_DEATH: '',
    })
    await onTheList(officer, approver, { account, step: 'phone call' })
    await looksRight(officer, 'referrals-phone-call')
    await officer.locator(`main tbody a[href^="${account}/"]`).click()
    await officer.getByRole('heading', { name: 'Phone call' }).waitFor()
    await officer.getByRole('button', { name: 'Close it' }).click()
    await officer.getByRole('alert').getByText('Choose what came of it').waitFor()

    await officer.getByLabel('Vulnerable', { exact: true }).check()
    await officer.getByRole('button', { name: 'Close it' }).click()
    await officer.getByRole('alert').getByText('Say what you found').waitFor()
    assert(await officer.getByLabel('Vulnerable', { exact: true }).isChecked())
    await looksRight(officer, 'referral-say-what')

    await officer.getByLabel('What you found').fill('Her sister answered: she is in hospital.')
    await officer.keyboard.press('Tab')
    await officer.keyboard.press('Enter')
    await officer
      .getByText(/^Closed, and the account is on hold: for the days that its hold says/)
      .waitFor()
    await officer.getByText('Nothing about this account waits for a person.').waitFor()
    const closed = officer.locator('main tbody tr', { hasText: 'Phone call' })
    await closed.getByText('Her sister answered: she is in hospital.').waitFor()
    await closed.getByText('vulnerable').waitFor()
    await looksRight(officer, 'referral-closed')
    await officer.goto('/referrals?kind=phone+call')
    assert.equal(await officer.locator(`main tbody a[href^="${account}/"]`).count(), 0)
    await officer.goto(account)
    await officer.getByText('came back vulnerable').first().waitFor()
  })

  test('an answer that was a mistake is taken back, with why, and both stay in sight', async () => {
    const account = await anAccountOf(officer, 'housing-benefit-overpayments', {
      underAppeal: 'true',
      moratoriumStart: '',
      deathDate: '',
    })
    const answer = {
      account,
      question: 'recoverable',
      says: 'Yes, and they were told',
      day: '1/6/2026',
    }
    await recordAnswer(officer, answer)
    await officer.goto(`${account}/answers?question=recoverable`)
    const takeBack = officer.getByLabel('Take it back: nobody knows after all')
    await takeBack.check()
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.getByRole('alert').getByText('Say why the answer is taken back').waitFor()
    assert(await takeBack.isChecked())
    await looksRight(officer, 'answer-taken-back-why')

    await officer
      .getByLabel('How you know, or why it is taken back')
      .fill('That was the decision on another claim.')
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.getByText('Recorded. The account is looked at again tonight.').waitFor()
    await officer.goto(`${account}/answers?question=recoverable`)
    await officer.getByText('Now: not recorded').waitFor()
    assert.equal(await takeBack.count(), 0, 'there is nothing to take back any more')
    const recorded = officer.locator('main tbody tr', { hasText: 'Recoverable' })
    assert.deepEqual(
      await recorded.locator('td:nth-child(2)').allInnerTexts(),
      ['not recorded', 'recoverable from them'],
      'the newest first, and nothing is gone',
    )
    await recorded.getByText('That was the decision on another claim.').waitFor()
    await looksRight(officer, 'answer-taken-back')
  })
})
