import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a record that not every officer may open', () => {
  const open = withBrowser()

  test('is restricted by a team leader; an officer finds that it is there and nothing else, until it names them', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    const link = leader.locator('main tbody tr').nth(-1).getByRole('link').first()
    const who = await link.innerText()
    const person = await link.getAttribute('href')
    assert(person)
    await leader.goto(person)
    const account = await leader.locator('main a[href^="/accounts/"]').first().getAttribute('href')
    const reference = (await leader.locator('main a[href^="/accounts/"]').first().innerText())
      .split(' ')
      .at(-1)
    await leader.getByRole('link', { name: 'Restrict this record' }).click()
    await leader.getByRole('button', { name: 'Restrict it' }).click()
    await leader.getByRole('alert').getByText('Say why it is restricted').waitFor()
    await leader.getByLabel('Why?').fill('Works in the finance team.')
    await looksRight(leader, 'restrict')
    await leader.getByRole('button', { name: 'Restrict it' }).click()
    await leader.getByText('Restricted: others find').waitFor()

    const officer = await signedIn(open, 'phone officer', 'Aldermere')
    // By the record and not by the name: another person, or a record that nobody has joined to this one, may have the same.
    assert.equal(await officer.locator(`a[href="${person}"]`).count(), 0, 'not in the work list')
    for (const address of [person, account ?? '', `${account}/why`, `${person}/contacts/new`]) {
      const answer = await officer.goto(address)
      assert.equal(answer?.status(), 403, address)
      await officer.getByText('This record is restricted').waitFor()
      assert(!(await officer.content()).includes(who))
    }
    await looksRight(officer, 'restricted')
    for (const typed of [who, reference ?? '']) {
      await officer.goto('/search')
      await officer.locator('input[name=q]').fill(typed)
      await officer.getByRole('button', { name: 'Search' }).click()
      await officer
        .getByText(/Restricted|is restricted/)
        .first()
        .waitFor()
      await looksRight(officer, 'search-restricted')
    }

    await leader.getByRole('link', { name: 'Why it is restricted' }).click()
    await leader.getByLabel('Why is it lifted?').fill('They have left.')
    await leader.getByRole('button', { name: 'Lift it' }).click()
    await leader.getByText('Lifted: everybody').waitFor()
    await leader.getByText('The restriction was lifted; ').waitFor()
    await leader.getByText('The record was restricted; ').waitFor()
    assert.equal((await officer.goto(person))?.status(), 200)
  })
})
