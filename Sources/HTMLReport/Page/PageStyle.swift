/// How pages look: two faces, narrow screens, paper.
enum PageStyle {
    static let text =
        """
        :root{color-scheme:light;\(Palette.light.declarations)}
        @media (prefers-color-scheme:dark){:root:not([data-face=light]){color-scheme:dark;\(Palette.dark.declarations)}}
        :root[data-face=dark]{color-scheme:dark;\(Palette.dark.declarations)}
        @media print{:root:root{color-scheme:light;\(Palette.light.declarations)}}
        """ + rules

    private static let rules =
        """

        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
        header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding-top:1rem}
        .title{flex:1 1 16rem;min-width:0}
        h1{font-size:1.6rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
        .title p{margin:.25rem 0 0;color:var(--muted);overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:2.5rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
        h3{font-size:1rem;margin:0}
        a{color:var(--series-1)}
        p{max-width:48rem;margin:.5rem 0}
        nav{flex-basis:100%}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
        :focus-visible{outline:3px solid var(--series-1);outline-offset:2px}
        .skip{position:absolute;left:-100rem;top:0;background:var(--paper);padding:.5rem}
        .skip:focus{left:0;z-index:1}
        button,select{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--muted);border-radius:.3rem;padding:.3rem .6rem;max-width:100%}
        .facts{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.5rem;margin:1rem 0}
        .facts li{background:var(--raised);border-radius:.3rem;padding:.5rem .75rem}
        dt{color:var(--muted);font-size:.85rem}
        dd{margin:0;overflow-wrap:anywhere}
        .facts span{display:block;color:var(--muted);font-size:.85rem}
        .facts b{font-size:1.1rem;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .switch{border:0;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
        .switch legend{float:left;padding:0;margin-right:1rem;color:var(--muted)}
        .chart{width:100%;overflow-x:auto;overflow-y:auto;max-height:40rem}
        .chart svg{display:block}
        .chart text{font-family:system-ui,sans-serif}
        .chart .undrawn{color:var(--muted)}
        .readout,.note{color:var(--muted);font-size:.9rem;min-height:1.5em;overflow-wrap:anywhere}
        .finding{background:var(--raised);border-left:4px solid var(--series-2);padding:.5rem .75rem;margin:.75rem 0;overflow-wrap:anywhere}
        .finding small{color:var(--muted);font-weight:normal}
        .finding dl{margin:.25rem 0 0;display:grid;grid-template-columns:4rem 1fr;gap:0 .75rem}
        pre{background:var(--raised);padding:.75rem 0;overflow:auto;font:.85rem/1.5 ui-monospace,monospace;margin:.5rem 0}
        .chosen{padding:.75rem}
        .source{max-height:40rem}
        .line{display:flex;min-width:max-content;padding-right:.75rem}
        .line .number{flex:none;width:3.5em;padding-right:1em;text-align:right;color:var(--muted);user-select:none}
        .line code{font:inherit;flex:1 0 auto}
        .line.picked{background:var(--mark)}
        details{margin:.5rem 0}
        summary{cursor:pointer;color:var(--series-1)}
        .scroll{overflow:auto;max-height:30rem}
        table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
        th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap;font-weight:normal}
        thead th,tfoot th,tfoot td{font-weight:600}
        thead th{position:sticky;top:0;background:var(--paper)}
        .number{text-align:right}
        footer{color:var(--muted);font-size:.85rem;padding-bottom:2rem;margin-top:2rem}
        @media print{body{font-size:10pt}button,nav,.skip,.readout,.switch{display:none}
        .chart,.scroll,.source{max-height:none;overflow:visible}h2,.chart{break-after:avoid}.chart svg{max-width:100%;height:auto}
        .line code{white-space:pre-wrap}.line{min-width:0}summary{color:var(--ink)}th,td{white-space:normal;padding:.1rem .3rem}}

        """
}
