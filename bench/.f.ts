import { writeFileSync } from 'node:fs'
import { templates, typesetLetter } from '#correspondence'
import { someFacts } from '../src/domains/correspondence/testing.ts'
for (const notice of Object.keys(templates)) for (const v of ['en','cy','joint','org','long'] as const) {
  const w = v==='cy' || v==='long'
  const l = await typesetLetter(someFacts({notice, ...(v==='org'?{isOrganisation:true,addressee:'Penllyn Plumbing & Heating Ltd'}:{}), ...(w?{nation:'Wales' as const, council:'Cyngor Penllyn – Penllyn County Council',addressee:'Siân Llŷr and Ŵyn ap Gŵyn', councilAddress:['Swyddfa’r Sir','Stryd y Bont','Penllyn','QX7 1AA'],addressLines:['Tŷ’r Ŵyn','Lôn yr Ŷd','Abercarwen','QX7 3BB'],about:'council tax, 1 April 2026 to 31 March 2027, Tŷ’r Ŵyn, Lôn yr Ŷd'}:{}), jointly:v==='joint'||v==='long', ...(notice.includes('invoice')||notice==='second letter'?{about:'invoice, due 1 April 2026',debtType:'sundry invoice'}:{})}))
  if(!l.ok){console.log(notice,v,l.refusal.says);continue}
  console.log(notice,v,l.value.pages,l.value.pdf.length)
  writeFileSync(`/tmp/eh/Fv/${notice.replace(/ /g,'-')}-${v}.pdf`,l.value.pdf)
}
