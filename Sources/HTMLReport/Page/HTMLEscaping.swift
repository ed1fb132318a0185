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
        for byte in text.withNamedDirections.utf8 {
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

    /// The text with the names of characters that turn its direction instead of these: a name with one of them would
    /// reverse words of the page around it (Unicode Standard Annex 9, section 2).
    var withNamedDirections: String {
        guard unicodeScalars.contains(where: \.turnsDirection) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.turnsDirection {
                result += "[\(scalar.codePoint)]"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// JSON as the content of a script element that holds data.
    var inDataElement: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in withNamedDirections.utf8 {
            if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    /// Marks, embeddings, overrides and isolates of direction.
    fileprivate var turnsDirection: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// As Unicode names it: `U+202E`.
    fileprivate var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
