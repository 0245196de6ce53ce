import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('a question about liability', () => {
  const open = withBrowser()
  let officer: Page
  let revenues: Page
  let account = ''
  let question = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    revenues = await signedIn(open, 'local-taxation officer', 'Aldermere')
    await officer.locator('main tbody tr').nth(-7).getByRole('link').first().click()
    const link = officer.locator('main a[href^="/accounts/"]:not([href$="/why"])').first()
    account = (await link.getAttribute('href')) ?? ''
    assert(account)
  })

  test('pauses recovery from the moment it is asked, and keeps what was typed', async () => {
    await officer.goto(account)
    await officer.getByRole('link', { name: 'Ask another team' }).click()
    await officer.getByLabel('What may be wrong').fill('They moved out in March.')
    await officer.getByLabel('Answer wanted by').fill('1/1/2020')
    await officer.getByRole('button', { name: 'Ask, and pause recovery' }).click()
    await officer.getByRole('alert').getByText('Choose what it is about').waitFor()
    assert.equal(
      await officer.getByLabel('What may be wrong').inputValue(),
      'They moved out in March.',
    )
    await officer.getByLabel('Liability: whether').check()
    await officer.getByLabel('Them', { exact: true }).check()
    await officer.getByLabel('Which team?').selectOption('revenues')
    await officer.getByLabel('What shows it?').fill('A tenancy agreement from 1 March.')
    await officer.getByRole('button', { name: 'Ask, and pause recovery' }).click()
    await officer.getByRole('alert').getByText('That day has passed').waitFor()
    await looksRight(officer, 'question-refused')
    const { day, month, year } = Temporal.Now.plainDateISO('Europe/London').add({ days: 5 })
    await officer.getByLabel('Answer wanted by').fill(`${day}/${month}/${year}`)
    await officer.keyboard.press('Control+Enter')
    await officer.getByText('Recovery of this account is on hold until it is answered.').waitFor()
    question = new URL(officer.url()).pathname
    await officer.getByText('You asked this, so somebody else answers it').waitFor()
    await looksRight(officer, 'question-asked')
    await officer.goto(account)
    await officer.getByRole('status').getByText('On hold: dispute').waitFor()
  })

  test('keeps its hold: a team leader is led to the question', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.goto(account)
    await leader.getByRole('link', { name: 'On hold: dispute' }).click()
    await leader.getByText('this hold ends with its answer').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'End this hold' }).count(), 0)
    await looksRight(leader, 'hold-of-a-question')
    await leader.getByRole('link', { name: 'the answer of another team' }).click()
    await leader.getByText('A tenancy agreement from 1 March.').waitFor()
  })

  test('is on the list of the team, whose answer ends the pause once the debt is put right', async () => {
    await goTo(revenues, 'Holds')
    await revenues.getByRole('link', { name: 'Asked of other teams' }).click()
    await revenues.getByRole('link', { name: 'Revenues' }).click()
    await looksRight(revenues, 'questions')
    await revenues.goto(question)
    await revenues.getByRole('button', { name: 'Answer, and end the pause' }).click()
    await revenues.getByRole('alert').getByText('Choose what the answer comes to').waitFor()
    await revenues.getByLabel('It is ended: they do not owe it').check()
    await revenues.getByLabel('What did they answer?').fill('Ended from 1 March; a new bill went.')
    await revenues.getByRole('button', { name: 'Answer, and end the pause' }).click()
    await revenues.getByRole('alert').getByText('until then the pause goes on').waitFor()
    await looksRight(revenues, 'question-not-there-yet')
    assert.equal(
      await revenues.getByLabel('What did they answer?').inputValue(),
      'Ended from 1 March; a new bill went.',
    )
    await revenues.getByLabel('has the change already').check()
    await revenues.getByRole('button', { name: 'Answer, and end the pause' }).click()
    await revenues.getByText('Answered. The hold has ended').waitFor()
    await looksRight(revenues, 'question-answered')
    await officer.goto(account)
    assert.equal(await officer.getByText('On hold: dispute').count(), 0)
  })
})
