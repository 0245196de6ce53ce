import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'
import { aStepOutsidePolicy } from './steps.ts'

suite('an officer’s own step', () => {
  const open = withBrowser()
  let officer: Page
  let approver: Page
  let account = ''
  let step = ''
  before(async () => {
    officer = await signedIn(open, 'local-taxation officer', 'Aldermere')
    approver = await signedIn(open, 'approver', 'Aldermere')
    const found = await aStepOutsidePolicy(officer, 1)
    account = found.account
    step = found.step
  })

  test('every step that the debt knows is there, each with what the gate says', async () => {
    await officer.goto(account)
    await officer.getByRole('link', { name: 'Propose a step' }).click()
    await officer.getByRole('heading', { name: 'Propose a step' }).waitFor()
    assert((await officer.locator('main tbody tr').count()) >= 2)
    await looksRight(officer, 'steps')
  })

  test('blocked by law it is red, with the citation, and there is nothing to press', async () => {
    const blocked = officer.locator('main tbody tr', { hasText: 'Blocked by law' }).first()
    await blocked.getByRole('link').first().click()
    await officer.getByText('Nobody can allow this').waitFor()
    assert.equal(await officer.locator('main form').count(), 0)
    await looksRight(officer, 'step-blocked')
  })

  test('outside policy it asks why, keeps what was typed, and waits for somebody else', async () => {
    await officer.goto(step)
    await officer.getByText('It needs a reason, and somebody else to approve it').waitFor()
    for (const box of await officer.getByRole('checkbox').all()) await box.check()
    await officer.getByRole('button', { name: 'Ask an approver' }).click()
    await officer.getByRole('alert').getByText('say why it is right all the same').waitFor()
    await looksRight(officer, 'step-outside-policy')
    for (const box of await officer.getByRole('checkbox').all()) assert(await box.isChecked())
    await officer.getByLabel('Why is it right all the same?').fill('They asked for it in writing.')
    await officer.keyboard.press('Tab')
    await officer.keyboard.press('Enter')
    await officer.getByText('waits for an approver').waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Approve and send' }).count(), 0)
    await looksRight(officer, 'step-waiting')

    await approver.goto('/steps')
    await looksRight(approver, 'steps-proposed')
    await approver.goto(new URL(officer.url()).pathname)
    await approver.getByText('They asked for it in writing.').waitFor()
    await looksRight(approver, 'step-to-approve')
    await approver.getByRole('button', { name: 'Approve and send' }).click()
    await approver.getByRole('alert').getByText('Say why').waitFor()
    await approver.getByLabel('What do you say to it?').fill('Not while they are talking to us.')
    await approver.getByRole('button', { name: 'Refuse it' }).click()
    await approver.getByText('Not while they are talking to us.').waitFor()
    await looksRight(approver, 'step-refused')
    await officer.goto(account)
    await officer.getByText(/An officer proposed a .* it was refused/).waitFor()
  })

  test('a list of accounts is judged one by one, and says what became of each', async () => {
    await officer.goto('/steps/many')
    await looksRight(officer, 'steps-many')
    await officer.getByLabel('Account references').fill('NO-SUCH-1')
    await officer.getByRole('button', { name: 'Judge each' }).click()
    await officer.getByRole('alert').getByText('Choose a step').waitFor()
    assert.equal(await officer.getByLabel('Account references').inputValue(), 'NO-SUCH-1')
    await officer.getByLabel('Which step?').selectOption('Reminder')
    await officer.getByRole('button', { name: 'Judge each' }).click()
    await officer.getByText('0 of 1 are on their way.').waitFor()
    await officer.getByText('No such account in this council').waitFor()
    await looksRight(officer, 'steps-many-done')
  })
})
