import Mustache

/// The markup of every page; values are escaped unless in three braces, which hold texts of ours alone.
enum PageTemplate {
    static let page = HTMLEscaping.template(
        #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{{policy}}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="archcost {{version}}">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        {{#vegaSource}}<script>{{{vegaSource}}}</script>{{/vegaSource}}
        {{#vegaAddress}}<script src="{{vegaAddress}}"></script>{{/vegaAddress}}
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
        <div class="title"><h1>{{title}}</h1><p>{{subtitle}}</p></div>
        <button type="button" id="face" title="Light or dark">Switch light and dark</button>
        <nav aria-label="Sections"><ul>{{#sections}}<li><a href="#{{id}}">{{heading}}</a></li>{{/sections}}</ul></nav>
        </header>
        <main id="content">
        {{#hasFacts}}<ul class="facts">{{#facts}}<li><span>{{name}}</span> <b>{{value}}</b></li>{{/facts}}</ul>{{/hasFacts}}
        {{#sections}}
        <section id="{{id}}" aria-labelledby="{{id}}-heading">
        <h2 id="{{id}}-heading">{{heading}}</h2>
        {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
        {{#control}}
        {{^isMenu}}<fieldset class="switch" data-signal="{{signal}}" data-charts="{{charts}}"><legend>{{legend}}</legend>
        {{#choices}}<label><input type="radio" name="{{signal}}" value="{{value}}"{{#isFirst}} checked{{/isFirst}}> {{label}}</label> {{/choices}}
        </fieldset>{{/isMenu}}
        {{#isMenu}}<p class="switch" data-signal="{{signal}}" data-charts="{{charts}}"><label>{{legend}} <select name="{{signal}}">{{#choices}}<option value="{{value}}">{{label}}</option>{{/choices}}</select></label></p>{{/isMenu}}
        <p class="printed" data-choice="{{signal}}">{{legend}}: <b>{{first}}</b></p>
        {{/control}}
        {{#chart}}
        {{#hasLegend}}<ul class="legend">{{#legend}}<li><svg viewBox="-1.5 -1.5 3 3" width="14" height="14" aria-hidden="true"><path d="{{path}}" fill="{{colour}}"></path></svg> {{label}}</li>{{/legend}}</ul>{{/hasLegend}}
        <div class="chart" data-chart="{{id}}" role="group" aria-label="{{heading}}: {{summary}}"{{#isPicking}} tabindex="0"{{/isPicking}}></div>
        {{#isPicking}}<p class="readout" id="{{id}}-readout">Point at a mark, or use the arrow keys on the chart.</p>{{/isPicking}}
        {{/chart}}
        {{#showsChosenText}}<pre id="chosen-text" class="chosen" tabindex="0" aria-label="Text of the candidate that was chosen">Click a point, or press Enter on one, to see its text.</pre>{{/showsChosenText}}
        {{#hasFindings}}
        {{#findings}}<article class="finding"><h3>{{heading}} <small>{{identifier}}</small></h3><dl>{{#details}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/details}}</dl></article>{{/findings}}
        {{/hasFindings}}
        {{#source}}
        <pre class="source" tabindex="0" aria-label="{{name}}">{{#lines}}<span class="line" data-line="{{number}}"><span class="number" aria-hidden="true">{{number}}</span><code>{{text}}
        </code></span>{{/lines}}</pre>
        {{/source}}
        {{#tables}}
        <details{{#isOpen}} open{{/isOpen}}><summary>{{summary}}</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="{{summary}}"><table>
        <caption>{{summary}}</caption>
        <thead><tr>{{#headings}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/headings}}</tr></thead>
        <tbody>{{#rows}}<tr>{{#cells}}{{#isHead}}<th scope="row"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/isHead}}{{^isHead}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/isHead}}{{/cells}}</tr>
        {{/rows}}</tbody>
        {{#hasTotals}}<tfoot>{{#totals}}<tr>{{#cells}}{{#isHead}}<th scope="row"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/isHead}}{{^isHead}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/isHead}}{{/cells}}</tr>{{/totals}}</tfoot>{{/hasTotals}}
        </table></div>
        {{#notes}}<p class="note">{{.}}</p>{{/notes}}
        </details>
        {{/tables}}
        </section>
        {{/sections}}
        </main>
        <p class="unseen" id="announcement" role="status" aria-live="polite"></p>
        <footer><p>Made by archcost {{version}}. Counts are exact; times say whether they were measured or predicted.</p></footer>
        <script type="application/json" id="page-data">{{{data}}}</script>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#)
}
