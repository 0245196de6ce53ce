import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initSync } from '@myriaddreamin/typst-ts-web-compiler'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'
import { faces } from '../src/domains/correspondence/fonts.ts'
const require = createRequire(import.meta.url)
const mode = process.argv[2]!
const t00=performance.now()
const wasm: any = initSync({ module: readFileSync(require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm')) })
const t01=performance.now()
const compiler: any = createTypstCompiler()
await compiler.init({ beforeBuild: [loadFonts(faces.map(f => new Uint8Array(f)), { assets: false })] })
console.log('wasm', (t01-t00).toFixed(0), 'init', (performance.now()-t01).toFixed(0))
let src = readFileSync('src/domains/correspondence/letter.typ','utf8')
if (mode.includes('file')) src = src.replace('json(bytes(sys.inputs.letter))', 'json("/letter.json")')
compiler.addSource('/letter.typ', src)
const sheet = (n:number)=>JSON.stringify({title:'Your council tax is late',council:{name:'Aldermere Borough Council',colour:'#1d4f91',lines:['Civic Centre','1 Market Square','Aldermere','QX1 1AA','Telephone 01632 960001']},issued:{year:2026,month:5,day:12},address:['Ms Zoë Wyn-Jônes '+n,'4 Mill Lane','Nether','QX2 3BB'],references:[['Date','12 May 2026'],['Reference',String(70000000+n)]],salutation:'Dear Ms Zoë '+n,parts:[{kind:'text',text:'You have missed a council tax payment. You owe £'+n+' now.'},{kind:'demand',text:'Please pay £'+n+' by 18 May'},{kind:'amounts',about:'Council tax '+n,rows:[{label:'To pay now',amount:'£'+n},{label:'All',amount:'£1,234.56'}]},...['How to pay','If you do not','If you cannot','If wrong'].flatMap(h=>[{kind:'heading',text:h},{kind:'text',text:'Use any of the ways to pay on your bill, or call us on 01632 960001. Give your reference: '+(70000000+n)+'. If you paid in the last few days, thank you. You do not need to do anything.'}]),{kind:'list',items:['MoneyHelper: 0800 138 7777','StepChange: 0800 138 1111','National Debtline: 0808 808 4000','Citizens Advice, near you or online']}],from:'Council debt recovery',footer:'Reference '+n})
let last=performance.now()
const N=Number(process.argv[3]??400)
const every = Number(/reset(\d+)/.exec(mode)?.[1] ?? 0)
for(let n=0;n<=N;n++){
  let inputs: any
  if (mode.includes('file')) compiler.mapShadow('/letter.json', new TextEncoder().encode(sheet(n))); else inputs={letter:sheet(n)}
  await compiler.runWithWorld({mainFilePath:'/letter.typ', ...(inputs?{inputs}:{})}, async (w:any)=>{ const {result,diagnostics}=await w.pdf({diagnostics:'full'}); if(!result) throw new Error(JSON.stringify(diagnostics)) })
  if(every && n%every===0) await compiler.reset()
  if(n%100===0||n===20){const now=performance.now();console.log(mode,n,((now-last)/(n===20?20:100)).toFixed(1)+' ms','wasm',(wasm.memory.buffer.byteLength/1e6).toFixed(0));last=now}
}
