/**
 * The whole look of the owner's pages, sent inside every page. Colours are those of the design tokens; everything is in
 * rem, so that large type is one class; nothing depends on selectors that old web views lack, except where they may
 * show more than needed.
 */
export const STYLE = `
:root{--ink:#14181f;--ink2:#454e5a;--ink3:#646e7b;--line:#e1e5ea;--line2:#c4cbd4;--ctl:#868f9b;--acc:#2449b4;--press:#1b388c;--soft:#edf2fd;--sunk:#f0f2f5;--canvas:#f6f7f9;--pos:#0a6a62;--possoft:#e6f4f1;--bad:#b0153a;--badsoft:#fcecf0}
*{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%;scroll-padding:1rem 0 7rem}
html.l{font-size:137.5%}
body{margin:0;background:#fff;color:var(--ink);font:400 1rem/1.53 "PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:break-word;text-autospace:normal;text-spacing-trim:trim-start;-webkit-font-smoothing:antialiased}
h1,h2,h3,p,ul,ol,fieldset,legend{margin:0;padding:0;border:0;font-weight:400}
ul,ol{list-style:none}
h1,h2,b{font-weight:600}
h1,h2,p,li{text-wrap:pretty}
a,.a{color:var(--acc);text-decoration:none}
button,textarea,input{font:inherit;color:inherit}
button{background:none;border:0;padding:0;margin:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
:focus{outline:2px solid var(--acc);outline-offset:2px}
:focus:not(:focus-visible){outline:0}
[hidden]{display:none!important}
.w{max-width:480px;min-height:100vh;min-height:100dvh;margin:0 auto;display:flex;flex-direction:column}
.bar{display:flex;flex-wrap:wrap;align-items:center;min-height:56px;padding:6px 8px 0 20px}
.bar b{flex:1}
.bar .a,.big{min-height:44px;padding:0 12px;display:inline-flex;align-items:center}
.bk{flex:none;width:44px;height:44px;margin-left:-12px;display:inline-flex;align-items:center;justify-content:center;color:var(--ink2)}
.bk+b{visibility:hidden;width:0;height:1px;overflow:hidden}
.big{color:var(--ink2);border-radius:22px;white-space:nowrap}
.big i{font-style:normal;font-size:1.18em;margin-right:1px}
.l .big{background:var(--soft);color:var(--acc);font-weight:600}
main{flex:1;display:flex;flex-direction:column;padding:10px 20px 0}
h1{font-size:1.53rem;line-height:1.42}
.q h1,.q h2{font-size:1.294rem;line-height:1.45}
.nb{white-space:nowrap}:lang(en) .nb{white-space:normal}
.h{font-size:.882rem;line-height:1.6;color:var(--ink3);margin-top:4px}
.t,.wn{color:var(--ink2)}.wn{margin-top:10px;white-space:pre-line}
.m{font-size:.8235rem;line-height:1.5;color:var(--ink3)}
.lk{display:inline-flex;align-items:center;min-height:44px;font-size:.882rem;color:var(--acc);text-align:left}
.lks{display:flex;flex-wrap:wrap;justify-content:center;padding-bottom:8px}.ft+.lks{margin-top:-8px}.lks>*{margin:0 10px}
.nt{margin-top:16px;border-top:1px solid var(--line)}
.nt li{display:flex;padding:12px 0;border-bottom:1px solid var(--line)}
.nt p{color:var(--ink2);font-size:.882rem}
.nt b{display:block}.nt svg{margin-right:14px}
svg{flex:none;width:1.18rem;height:1.18rem;margin-top:3px;color:var(--acc);stroke:currentColor;fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.bk svg{color:inherit;margin:0}
progress{display:block;width:100%;height:4px;border:0;border-radius:2px;background:var(--sunk);color:var(--acc);-webkit-appearance:none;appearance:none;overflow:hidden}
progress::-webkit-progress-bar{background:var(--sunk)}
progress::-webkit-progress-value{background:var(--acc)}
progress::-moz-progress-bar{background:var(--acc)}
.pt{display:flex;justify-content:space-between;align-items:center;min-height:44px}.pt>*+*{margin-left:12px}
.pt .lk{font-size:.8235rem}
form.qs{flex:1;display:flex;flex-direction:column}
.q{padding:8px 0 20px;min-width:0;width:100%}
.q+.q,.q+.g,.g+.q,.g+.g,.then .q{border-top:1px solid var(--line);padding-top:24px}
main.js .q{border:0;padding-top:8px}.q legend{float:left;width:100%}.q legend+*{clear:both}.q legend~.h{padding-top:4px;margin:0}.q legend~.os{padding-top:14px;margin:0}.q legend~.ends{padding-top:14px;margin:0}.q legend~.ec{padding-top:14px}
.os{margin-top:14px}.os>*+*{margin-top:8px}
.o,.n{position:relative;display:block}
.o input,.n input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.o>span{display:flex;align-items:center;min-height:3.18rem;padding:6px 16px;border:1px solid var(--ctl);border-radius:10px;background:#fff}
.o em{display:block;font-style:normal;font-weight:400;font-size:.8235rem;line-height:1.43;color:var(--ink3)}
.o i{flex:none;width:22px;height:22px;margin-right:12px;border:1.5px solid var(--ctl);border-radius:50%;background:#fff}
.l .o i{width:28px;height:28px}
.o.ck i{border-radius:5px;position:relative}
.o input:checked+span,.n input:checked+span{border:2px solid var(--acc);background:var(--soft);font-weight:600}
.o input:checked+span{padding:5px 15px}
.o input:checked+span i{border:6.5px solid var(--acc)}
.o.ck input:checked+span i{border:0;background:var(--acc)}
.o.ck input:checked+span i:after{content:"";position:absolute;left:50%;top:46%;width:6px;height:11px;margin:-7px 0 0 -4px;border:solid #fff;border-width:0 2.2px 2.2px 0;transform:rotate(45deg)}
.o.alt>span{border-style:dashed;border-color:var(--line2);color:var(--ink2);min-height:2.83rem}
.o.alt input:checked+span{border-style:solid;border-color:var(--acc)}
input:focus-visible+span{outline:2px solid var(--acc);outline-offset:2px}
.ns{display:flex;flex-wrap:wrap;margin:6px -4px 0}
.n{width:25%;padding:4px}.l .n{width:33.33%}
.n>span{display:flex;align-items:center;justify-content:center;min-height:3.7rem;border:1px solid var(--ctl);border-radius:10px;font-size:1.294rem}
.n input:checked+span{color:var(--acc)}
.ends{display:flex;justify-content:space-between;margin-top:14px;font-size:.882rem;color:var(--ink2)}
.two,.q legend~.two{display:flex;flex-wrap:wrap;margin:0 -4px;padding-top:10px}.two>*+*{margin-top:0}
.two .o{display:flex;width:50%;padding:4px}.two .o>span{flex:1;min-width:0;padding:8px 10px;font-size:.9412rem}.two .o i{margin-right:8px}
.two .wide,.two .alt,.l .two .o{width:100%}
.two .o input:checked+span{padding:7px 9px}.o.ck.alt i{border-radius:50%}main.js{padding-top:0}.cl{display:inline-block;text-wrap:balance}
.why{margin-top:14px;font-size:.9412rem}
.why label{display:block;margin-bottom:6px}
textarea{display:block;width:100%;min-height:4.3rem;padding:10px 14px;border:1px solid var(--ctl);border-radius:10px;background:#fff;font-size:.9412rem;line-height:1.5;resize:vertical}
textarea::placeholder{color:var(--ink3);opacity:1}
.err{margin-top:8px;color:var(--bad);font-size:.9412rem}
.errs{margin:8px 0;padding:12px 16px;border:1px solid #edb4c1;border-radius:10px;background:var(--badsoft)}
.errs a{color:var(--bad);text-decoration:underline}
.ft{position:sticky;bottom:0;margin:auto -20px 0;padding:12px 20px 16px;padding-bottom:calc(16px + env(safe-area-inset-bottom,0px));background:#fff}
.ft:before{content:"";position:absolute;left:0;right:0;bottom:100%;height:16px;background:linear-gradient(rgba(255,255,255,0),#fff);pointer-events:none}
.ft .r{display:flex}.b+.b{margin-left:12px}
.b{flex:1;min-height:52px;padding:6px 10px;border:1px solid var(--ctl);border-radius:10px;background:#fff;font-size:1.06rem;line-height:1.3;display:flex;align-items:center;justify-content:center;text-align:center;word-break:keep-all}
.b.p{flex:2;background:var(--acc);border-color:var(--acc);color:#fff;font-weight:600}
.b:active{background:var(--sunk)}.b.p:active{background:var(--press)}
.b[disabled]{opacity:.6}
.why+.ft{margin-top:20px}
@media (max-height:480px){.ft{position:static}}
@media (max-height:640px){.l .o>span{min-height:2.3rem}.l .o.alt>span{min-height:2.1rem}.l .os>*+*{margin-top:6px}}
.mo{display:none}.l .mo{display:flex;justify-content:center}
.l .lg{order:3;width:100%;text-align:right}
.dy{margin:16px 0 0;font-size:.882rem;font-weight:600}.dy+.os{margin-top:8px}
.st{text-align:center;padding-bottom:6px}.st:empty{display:none}
.ok{width:44px;height:44px;border-radius:50%;background:var(--possoft);display:flex;align-items:center;justify-content:center;margin:4px 0 12px}
.ok svg{width:24px;height:24px;margin:0;color:var(--pos);stroke-width:1.8}
.tl{margin-top:10px}
.tl li{position:relative;padding:0 0 12px 26px}
.tl li:before{content:"";position:absolute;left:0;top:7px;width:12px;height:12px;border:2px solid var(--ctl);border-radius:50%;background:#fff;box-sizing:border-box;z-index:1}
.tl li:first-child:before{background:var(--acc);border-color:var(--acc)}
.tl li:not(:last-child):after{content:"";position:absolute;left:5.5px;top:12px;bottom:-8px;width:1px;background:var(--line2)}
.tl .m{margin-right:10px}
.tl p{font-size:.882rem;color:var(--ink2)}
.s2{font-size:1rem;margin-top:16px}
.cs{margin-top:8px;padding:12px 16px 4px;border:1px solid var(--line);border-radius:10px;background:var(--canvas);font-size:.882rem}
.rc{margin-top:10px;font-size:.882rem}
.rc b{font-size:1rem;letter-spacing:.02em;white-space:nowrap}
.bt{display:flex;flex-wrap:wrap;justify-content:space-between}.bt>:not(:last-child){margin-right:16px}.bt.e{margin-top:auto;padding:8px 0 12px}
.pr h2{font-size:1.06rem;margin:20px 0 4px}
.pr p,.pr li{color:var(--ink2)}
.vh{position:absolute!important;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
@supports selector(:has(*)){
.why.f,.then{display:none}
.q:has(.low:checked) .why.f,.q:has(.wi:checked) .why.f,.g:has(.on:checked) .then{display:block}
.js .why.f,.js .then{display:block}
}
@media (max-width:340px){.nb{white-space:normal}.pt{flex-wrap:wrap}.pt>*+*{margin-left:0}.pt .m{margin-right:12px}main{padding:8px 16px 0}.ft{margin:auto -16px 0;padding-left:16px;padding-right:16px}.bar{padding-left:16px}.two .o{width:100%}.ends{flex-wrap:wrap}.lg{order:3;width:100%;text-align:right}.on{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}}
@media (max-width:240px){.ft .r{flex-direction:column}.b+.b{margin:8px 0 0}}
@media (prefers-reduced-motion:no-preference){.o>span,.n>span,.b{transition:background-color .12s cubic-bezier(.2,0,0,1)}}
@media (forced-colors:active){.o input:checked+span,.n input:checked+span{outline:3px solid Highlight}}
@media print{.ft,.bar .big,.bar .a{display:none}}
`.replaceAll("\n", "");
