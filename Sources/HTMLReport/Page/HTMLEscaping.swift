import Mustache

/// Text made safe between tags and inside quoted attributes of HTML, scalar by scalar.
///
/// Mustache's own escaping goes character by character, and a quote that carries a combining mark is no quote to it,
/// though to a browser it ends the attribute. Control characters, which HTML forbids, become replacement characters.
struct HTMLEscaping: MustacheContentType {
    /// What templates call this content type in their first line.
    static let name = "ESCAPED_HTML"

    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A template whose values are escaped so.
    ///
    /// - Precondition: the text is a template; ours are constants, and a test reads each.
    static func template(_ text: String) -> MustacheTemplate {
        MustacheContentTypes.register(HTMLEscaping(), named: name)
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(name)}}" + text)
        } catch {
            preconditionFailure("a template of ours does not parse: \(error)")
        }
    }
}

extension String {
    /// A script of others as the content of a script element: nothing in it ends the element or begins a comment.
    ///
    /// In scripts these words stand in strings and patterns only, where the backslash changes nothing.
    var inScriptElement: String {
        replacing("</script", with: "<\\/script").replacing("</SCRIPT", with: "<\\/SCRIPT")
            .replacing("<!--", with: "<\\!--")
    }

    /// JSON as the content of a script element that holds data.
    var inDataElement: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 { if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) } }
        return String(decoding: bytes, as: UTF8.self)
    }
}
