import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

const today = Temporal.Now.plainDateISO('Europe/London')
const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`

suite('a policy tried on a share of people', () => {
  const open = withBrowser()
  let leader: Page
  let approver: Page
  let draft = ''
  let trial = ''
  before(async () => {
    // Kestmoor’s run of the day is stopped by another journey before this, so it can be planned again.
    leader = await signedIn(open, 'team leader', 'Kestmoor')
    approver = await signedIn(open, 'approver', 'Kestmoor')
  })

  test('a draft that was simulated can be tried; what it is judged by is named beforehand', async () => {
    await leader.goto('/policy')
    await leader.getByLabel('Draft a policy for').selectOption('sundry invoice')
    await leader.getByRole('button', { name: 'Begin a draft' }).click()
    await leader.getByText('The draft is begun.').waitFor()
    draft = new URL(leader.url()).pathname
    assert.equal(await leader.getByRole('link', { name: 'try it on a share of people' }).count(), 0)
    await leader.goto(`${draft}/rules/step-0`)
    await leader.getByLabel('How many days').first().fill('2')
    await leader.getByRole('button', { name: 'Save the rule' }).click()
    await leader.getByText('It is saved.').waitFor()
    await leader.getByRole('button', { name: 'Simulate it on the book' }).click()
    await leader
      .getByText('Whom it reaches')
      .or(leader.getByText('See what it would change'))
      .first()
      .waitFor()
    await leader.goto(draft)
    await leader.getByRole('link', { name: 'try it on a share of people' }).click()
    await leader.getByRole('heading', { name: 'Try it on a share of people' }).waitFor()
    await looksRight(leader, 'trial-ask')
    await leader.getByLabel('From which day?').fill(written(today))
    await leader.getByLabel('For how many weeks?').fill('6')
    await leader.getByLabel('For how many days is each account counted?').fill('60')
    await leader.getByLabel('What do you hope for').fill('Pay days are monthly')
    await leader.getByRole('button', { name: 'Ask for the trial' }).click()
    await leader.getByRole('alert').getByText('Choose what is compared').waitFor()
    await leader.getByLabel('Money collected, of what was owed').check()
    await leader.getByRole('button', { name: 'Ask for the trial' }).click()
    await leader.getByRole('alert').getByText('Nobody could be counted for 60 days').waitFor()
    await looksRight(leader, 'trial-ask-refused')
    assert.equal(
      await leader.getByLabel('What do you hope for').inputValue(),
      'Pay days are monthly',
    )
    assert(await leader.getByLabel('Money collected, of what was owed').isChecked())
    await leader.getByLabel('For how many days is each account counted?').fill('28')
    await leader.getByLabel('How many in 100').selectOption('50')
    await leader.getByRole('button', { name: 'Ask for the trial' }).click()
    await leader.getByText('The trial is asked for.').waitFor()
    trial = new URL(leader.url()).pathname
    assert.equal(await leader.getByRole('button', { name: 'Approve the trial' }).count(), 0)
    await looksRight(leader, 'trial-asked')
  })

  test('somebody else approves it, and the next night decides each account under its side', async () => {
    await approver.goto('/policy')
    await approver
      .getByRole('row')
      .filter({ hasText: 'waits for approval' })
      .getByRole('link')
      .click()
    await approver.getByRole('button', { name: 'Approve the trial' }).waitFor()
    await looksRight(approver, 'trial-approve')
    await approver.getByRole('button', { name: 'Approve the trial' }).click()
    await approver.getByText('It is approved, and begins on its day.').waitFor()

    await leader.goto('/runs')
    const plan = leader.getByRole('button', { name: 'Plan the run of' })
    if ((await plan.count()) === 0) {
      await leader.locator('main tbody tr').first().getByRole('link').click()
      await leader.getByText('Stop this run').click()
      await leader.getByLabel('Why?').fill('It is planned again, with a trial.')
      await leader.getByRole('button', { name: 'Stop it' }).click()
      await leader.getByText('What had gone is recorded as gone').waitFor()
      await leader.goto('/runs')
    }
    await plan.click()
    await leader.waitForURL(/\/runs\/[^/]+$/)
  })

  test('its page says how it goes, and does not say better or worse before its time', async () => {
    await leader.goto(trial)
    await leader.getByText('running', { exact: true }).waitFor()
    await leader.getByText('It is too early to say better or worse').waitFor()
    await leader.getByRole('row').filter({ hasText: 'Accounts entered' }).waitFor()
    assert.equal(await leader.getByRole('columnheader', { name: 'Difference' }).count(), 0)
    await looksRight(leader, 'trial-outcomes')
    await leader.setViewportSize({ width: 390, height: 780 })
    await looksRight(leader, 'trial-outcomes-narrow')
    await leader.setViewportSize({ width: 1366, height: 768 })
  })

  test('why, of an account in it, says under which policy it was decided', async () => {
    await leader.goto('/runs')
    await leader.locator('main tbody tr').first().getByRole('link').click()
    const links = await leader.locator('main a[href^="/accounts/"]').all()
    const accounts = await Promise.all(links.map(link => link.getAttribute('href')))
    const says = leader.getByText(/In a trial of two policies for sundry invoice/)
    for (const account of accounts) {
      await leader.goto(`${account?.replace(/\/why$/, '')}/why`)
      if ((await says.count()) > 0) break
    }
    await says.first().waitFor()
    await looksRight(leader, 'trial-why')
    await leader.getByRole('link', { name: 'The trial', exact: true }).click()
    await leader.getByText('running', { exact: true }).waitFor()
  })

  test('one person stops it at once, with a reason, by keyboard; then it is dropped', async () => {
    await leader.locator('summary', { hasText: 'Stop it now' }).focus()
    await leader.keyboard.press('Enter')
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByRole('alert').getByText('Say why').waitFor()
    await looksRight(leader, 'trial-stop-refused')
    await leader.getByLabel('Why?').fill('Too many people rang')
    await leader.keyboard.press('Tab')
    await leader.keyboard.press('Enter')
    await leader.getByText('It is ended.').waitFor()
    await leader.getByText('Too many people rang').waitFor()
    await leader.getByText('It was stopped before its time').waitFor()
    await leader.getByLabel('Drop it').check()
    await leader.getByRole('button', { name: 'Conclude the trial' }).click()
    await leader.getByRole('alert').getByText('Say why').waitFor()
    assert(await leader.getByLabel('Drop it').isChecked())
    await looksRight(leader, 'trial-stopped')
    await leader.getByLabel('Why?').fill('It cost more than it brought in')
    await leader.getByRole('button', { name: 'Conclude the trial' }).click()
    await leader.getByText('It is dropped.').waitFor()
    await leader.getByText('It cost more than it brought in').waitFor()
  })
})
