import Mustache
import Testing

@testable import HTMLReport

@Suite struct EscapingTests {
    private let template = HTMLEscaping.template("<a title=\"{{value}}\">{{#list}}{{.}}{{/list}}</a>")

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & \"b\" 'c'", "a &amp; &quot;b&quot; &#39;c&#39;"),
        // With a combining mark behind it a quote is another character to Swift, but still a quote to a browser.
        ("\"\u{301} onclick=x", "&quot;\u{301} onclick=x"),
        ("<\u{338}b>\u{200D}", "&lt;\u{338}b&gt;\u{200D}"),
        ("\r\n<", "\r\n&lt;"),
        // An override would reverse the words behind it.
        ("\u{202E}cba", "[U+202E]cba"), ("a\u{2066}b\u{61C}", "a[U+2066]b[U+061C]"),
        ("nul \0 and bell \u{7}", "nul \u{FFFD} and bell \u{FFFD}"),
    ])
    func nothingLeavesItsPlace(text: String, escaped: String) {
        #expect(template.render(["value": text, "list": [text]]) == "<a title=\"\(escaped)\">\(escaped)</a>")
    }

    @Test func dataEndsNoElement() {
        #expect("{\"a\":\"</script><!--\"}".inDataElement == "{\"a\":\"\\u003c/script>\\u003c!--\"}")
    }

    @Test func dataTurnsNoDirection() {
        #expect("[\"a\u{202E}b\"]".inDataElement == "[\"a[U+202E]b\"]")
    }

    @Test func aScriptEndsNoElement() {
        #expect("a='</script>';b=/</g;c='<!--'".inScriptElement == "a='<\\/script>';b=/</g;c='<\\!--'")
    }
}
