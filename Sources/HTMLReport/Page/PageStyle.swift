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
        .facts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
        .facts li{flex:1 1 8.5rem;background:var(--raised);border-radius:.3rem;padding:.5rem .75rem}
        dt{color:var(--muted);font-size:.85rem}
        dd{margin:0;overflow-wrap:anywhere}
        .facts span{display:block;color:var(--muted);font-size:.85rem}
        .facts b{font-size:1.1rem;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        .switch{border:0;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
        .switch legend{float:left;padding:0;margin-right:1rem;color:var(--muted)}
        .switch,.switch label{min-width:0;max-width:100%}
        .printed{display:none}
        .unseen{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .legend{list-style:none;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.85rem}
        .legend li{overflow-wrap:anywhere;min-width:0}
        .legend svg{vertical-align:-.15em}
        .chart{width:100%;overflow:auto;max-height:40rem;position:relative}
        .chart.long{background:linear-gradient(var(--paper) 30%,transparent) local,linear-gradient(transparent,var(--paper) 70%) 0 100% local,
        linear-gradient(var(--line),transparent) scroll,linear-gradient(transparent,var(--line)) 0 100% scroll;
        background-repeat:no-repeat;background-size:100% 2.5rem,100% 2.5rem,100% .6rem,100% .6rem}
        .ticks-marks text{paint-order:stroke}
        .chart svg{display:block}
        .chart text{font-family:system-ui,sans-serif}
        .chart .undrawn{color:var(--muted)}
        .readout,.note{color:var(--muted);font-size:.9rem;overflow-wrap:anywhere}
        .readout{min-height:3em}
        @media (max-width:40rem){.readout{min-height:6em}}
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
        caption{text-align:left;color:var(--muted);padding:.2rem .6rem}
        th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap;font-weight:normal}
        thead th,tfoot th,tfoot td{font-weight:600}
        thead th{position:sticky;top:0;background:var(--paper)}
        .number{text-align:right}
        footer{color:var(--muted);font-size:.85rem;padding-bottom:2rem;margin-top:2rem}
        @media print{body{font-size:10pt}header,main,footer{max-width:none;padding:0}button,nav,.skip,.readout,.switch,.unseen,details:not([open]){display:none}
        .printed{display:block}.chart,.scroll,.source,.chosen{max-height:none;overflow:visible}
        .chart.long{background:none}h2,h3,h2~p,.legend,summary{break-after:avoid}p,.chart,.facts,.finding,tr{break-inside:avoid}
        .chart svg{width:100%;height:auto;max-height:23cm}.chart.long{break-inside:auto}.chart.long svg{break-inside:avoid;width:auto;max-width:100%}
        .chart.paged svg:not(.part){display:none}
        table{font-size:6.5pt}thead th{position:static}tfoot{display:table-row-group}caption{display:none}
        th,td{white-space:normal;overflow-wrap:anywhere;padding:.1rem .25rem}td.number{white-space:nowrap}th.number{overflow-wrap:normal}
        .line code{white-space:pre-wrap}.line{min-width:0}summary{color:var(--ink);list-style:none}}

        """
}
