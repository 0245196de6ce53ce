import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('what an officer escalates', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let person = ''
  let escalation = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    const rows = officer.locator('main tbody tr')
    person = (await rows.nth(-6).getByRole('link').first().getAttribute('href')) ?? ''
    assert(person)
  })

  /** What was typed into a form is there when it comes back: everything but the answers that the test is about. */
  async function recommend(page: Page) {
    await page.getByLabel('Recommend litigation').check()
    await page.getByLabel('Which account?').selectOption({ index: 1 })
    await page.getByLabel('What do you recommend').fill('Court: they will not speak to us.')
    await page.getByLabel('What else was there to do').fill('A plan was offered twice.')
  }

  test('to recommend court without an attempt to reach them is outside policy, and every question is answered first', async () => {
    await officer.goto(person)
    await officer.getByRole('link', { name: 'Escalate' }).click()
    await officer.getByRole('heading', { name: 'Escalate' }).waitFor()
    await officer.getByRole('button', { name: 'Ask a team leader' }).click()
    await officer.getByRole('alert').getByText('Choose what it is about').waitFor()
    await recommend(officer)
    await officer.getByRole('button', { name: 'Ask a team leader' }).click()
    await officer.getByRole('alert').getByText('Answer this: whoever decides').waitFor()
    assert.equal(
      await officer.getByLabel('What else was there to do').inputValue(),
      'A plan was offered twice.',
    )
    for (const question of await officer.locator('select[name^="check-"]').all())
      await question.selectOption('yes')
    await officer.getByLabel('Did the bills go to the right person').selectOption('no')
    await officer.getByRole('button', { name: 'Ask a team leader' }).click()
    await officer.getByRole('alert').getByText('have them sent again').waitFor()
    await officer.getByLabel('Did the bills go to the right person').selectOption('yes')
    await officer.getByLabel('Were they offered other help').selectOption('no')
    await officer.getByRole('button', { name: 'Ask a team leader' }).click()
    await officer.getByRole('alert').getByText('Outside policy: nobody has tried').waitFor()
    await looksRight(officer, 'escalate-outside-policy')
    await officer.getByLabel('Nobody has tried to reach them').fill('They moved abroad last week.')
    await officer.keyboard.press('Control+Enter')
    await officer.getByText('A team leader is asked.').waitFor()
    escalation = new URL(officer.url()).pathname
    assert.equal(await officer.getByRole('button', { name: 'Accept' }).count(), 0)
    await looksRight(officer, 'escalation-asked')
  })

  test('a team leader sees it all on one page, returns it with what to try, and the officer is told', async () => {
    await goTo(leader, 'Escalations')
    await looksRight(leader, 'escalations')
    await leader.goto(escalation)
    await leader.getByText('They moved abroad last week.').waitFor()
    await leader.getByText('An offer of other help').waitFor()
    await leader.getByRole('heading', { name: 'The way to court, at the gate today' }).waitFor()
    await looksRight(leader, 'escalation-to-decide')
    await leader.getByRole('button', { name: 'Return it' }).click()
    await leader.getByRole('alert').getByText('Say why').waitFor()
    await leader.getByLabel('What do you say to it?').fill('Try a joint visit first.')
    await leader.getByLabel('come back by').fill('1/1/2020')
    await leader.getByRole('button', { name: 'Return it' }).click()
    await leader.getByRole('alert').getByText('That day has passed').waitFor()
    assert.equal(
      await leader.getByLabel('What do you say to it?').inputValue(),
      'Try a joint visit first.',
    )
    await leader.getByLabel('come back by').fill('')
    await leader.getByRole('button', { name: 'Return it' }).click()
    await leader.getByText('Decided. Whoever asked is told').waitFor()

    await officer.goto('/work')
    await officer.getByText('Try a joint visit first.').waitFor()
    await looksRight(officer, 'work-with-an-answer')
    await officer.getByRole('button', { name: 'I have read it' }).click()
    await officer.getByText('Read. It is on the page').waitFor()
    assert.equal(await officer.getByText('Try a joint visit first.').count(), 0)
  })

  test('it is asked again, accepted, and leads to the gate: nothing is taken by accepting', async () => {
    await officer.goto(escalation)
    await officer.getByRole('link', { name: 'Ask again' }).click()
    await officer.getByText('It was returned: Try a joint visit first.').waitFor()
    assert.equal(
      await officer.getByLabel('What do you recommend').inputValue(),
      'Court: they will not speak to us.',
    )
    await officer.getByLabel('Nobody has tried to reach them').fill('Nobody was in, twice.')
    await officer.getByRole('button', { name: 'Ask a team leader' }).click()
    await officer.getByText('A team leader is asked.').waitFor()
    await leader.goto(new URL(officer.url()).pathname)
    await leader.getByRole('link', { name: 'It was returned, and this is it again' }).waitFor()
    await leader.getByLabel('What do you say to it?').fill('Agreed. Propose it.')
    await leader.getByRole('button', { name: 'Accept' }).click()
    await leader.getByText('nothing proposed yet').waitFor()
    await leader.getByText('To accept takes no step.').waitFor()
    await looksRight(leader, 'escalation-accepted')
    await leader.goto(`${person}?show=escalation`)
    assert.equal(await leader.getByText('Escalated: recommend litigation').count(), 2)
    await leader.getByText('Escalation accepted: recommend litigation').waitFor()
  })

  test('how long they took is measured against targets that the council sets', async () => {
    await leader.goto('/escalations/clock')
    await leader.getByText(/were decided within the target/).waitFor()
    await looksRight(leader, 'escalations-clock')
    await leader.getByLabel('Days to decide anything else').fill('ninety')
    await leader.getByRole('button', { name: 'Set the targets' }).click()
    await leader.getByRole('alert').getByText('Enter a whole number from 0 to 90').waitFor()
    assert.equal(await leader.getByLabel('Days to decide anything else').inputValue(), 'ninety')
    await leader.getByLabel('Days to decide anything else').fill('5')
    await leader.getByRole('button', { name: 'Set the targets' }).click()
    await leader.getByText('The targets are set').waitFor()
  })
})
