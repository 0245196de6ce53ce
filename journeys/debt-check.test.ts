import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a debt check for another team', () => {
  const open = withBrowser()

  test('is asked and answered in one step by somebody who sees nothing else; the team leader finds it with the person', async () => {
    const leader = await signedIn(open, 'team leader', 'Aldermere')
    await leader.goto('/disclosures')
    await looksRight(leader, 'disclosures')
    // Asked when the sample councils were made: who it was about is known here, and to nobody who asks.
    const about = leader.locator('main tbody a[href^="/people/"]').last()
    const [who = '', born = ''] = (await about.innerText()).split(', born ')
    const person = await about.getAttribute('href')
    assert(person && born)

    const housing = await signedIn(open, 'debt-check user', 'Aldermere')
    await housing.getByRole('heading', { name: 'Debt check', exact: true }).waitFor()
    assert.deepEqual(
      await housing.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts(),
      ['Debt check'],
    )
    for (const address of [person, '/search', '/disclosures', '/work'])
      assert.equal((await housing.goto(address))?.status(), 403, address)

    await housing.goto('/debt-check')
    await looksRight(housing, 'debt-check')
    await housing.getByRole('button', { name: 'Ask' }).click()
    await housing.getByRole('alert').getByText('Choose what you ask for').waitFor()
    await housing.getByLabel('Housing allocation').check()
    await housing.getByLabel('Your own reference').fill('HA-77120')
    await housing.getByLabel('The person’s whole name').fill(who)
    await housing.getByRole('button', { name: 'Ask' }).click()
    await housing.getByRole('alert').getByText('a name alone is never enough').waitFor()
    await looksRight(housing, 'debt-check-errors')
    const day = Temporal.PlainDate.from(
      await leader.evaluate<string>(`new Date('${born} 12:00 UTC').toISOString().slice(0, 10)`),
    )
    await housing.getByLabel('Date of birth').fill(`${day.day} ${day.month} ${day.year}`)
    await housing.getByRole('button', { name: 'Ask' }).click()
    await housing
      .getByText(/^(Yes|No): /)
      .first()
      .waitFor()
    await looksRight(housing, 'debt-check-answer')
    assert.doesNotMatch(housing.url(), /name|born|HA-/)
    assert.match(await housing.getByLabel('To copy to your file').inputValue(), /HA-77120/)
    const answered = housing.url()

    await housing.getByRole('link', { name: 'Ask another' }).click()
    await housing.getByRole('link', { name: 'HA-77120' }).waitFor()
    await housing.getByLabel('Housing allocation').check()
    await housing.getByLabel('Your own reference').fill('HA-77121')
    await housing.getByLabel('The person’s whole name').fill('Nobody Atall')
    await housing.getByLabel('Postcode').fill('ZZ99 9ZZ')
    await housing.getByRole('button', { name: 'Ask' }).click()
    await housing.getByText('This cannot be answered here.').first().waitFor()
    await looksRight(housing, 'debt-check-not-answered')

    await leader.goto(`${person.replace(/\?.*/, '')}?show=disclosure`)
    await leader.getByText('Debt check for housing allocation, HA-77120').waitFor()
    await looksRight(leader, 'timeline-disclosure')
    assert.equal((await leader.goto(answered))?.status(), 403, 'whoever asked has the answer alone')
    await leader.goto('/disclosures')
    await leader.getByText('not said to them: nobody fits').first().waitFor()
    await leader.getByLabel('From, a day').fill('31 2 2026')
    await leader.getByRole('button', { name: 'Show' }).click()
    await leader.getByRole('alert').getByText('The day must be a real one').waitFor()
    await leader.getByLabel('From, a day').fill('1 1 2026')
    await leader.getByLabel('Asked for').selectOption('Licensing')
    await leader.getByRole('button', { name: 'Show' }).click()
    await leader.getByText('Nothing was asked.').waitFor()
  })
})
