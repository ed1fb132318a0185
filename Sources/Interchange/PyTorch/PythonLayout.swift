/// Breaks long Python expressions over lines, the way Python's usual formatter does.
enum PythonLayout {
    static let lineWidth = 88

    /// The lines of an expression; `tail` follows its last character.
    static func lines(_ expression: String, indent: Int, tail: String = "") -> [String] {
        let margin = String(repeating: " ", count: indent)
        let whole = margin + expression + tail
        if whole.count <= lineWidth { return [whole] }
        if let split = topLevel(" if ", in: expression) {
            let (value, test) = split
            return lines(value, indent: indent, tail: " if " + test + tail)
        }
        guard expression.last == ")", let open = outerParenthesis(expression) else { return [whole] }
        let head = expression[...open]
        let inner = String(expression[expression.index(after: open)...].dropLast())
        var result = [margin + head]
        if let split = topLevel(" for ", in: inner) {
            result += lines(split.0, indent: indent + 4)
            result.append(margin + "    for " + split.1)
        } else {
            for argument in arguments(inner) { result += lines(argument, indent: indent + 4, tail: ",") }
        }
        return result + [margin + ")" + tail]
    }

    /// The parenthesis that the last character closes.
    private static func outerParenthesis(_ text: String) -> String.Index? {
        var depth = 0
        var index = text.endIndex
        while index > text.startIndex {
            index = text.index(before: index)
            if text[index] == ")" { depth += 1 }
            if text[index] == "(" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// What stands before and behind a word outside of all parentheses.
    private static func topLevel(_ word: String, in text: String) -> (String, String)? {
        var depth = 0
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0, text[index...].hasPrefix(word) {
                return (String(text[..<index]), String(text[text.index(index, offsetBy: word.count)...]))
            }
            index = text.index(after: index)
        }
        return nil
    }

    private static func arguments(_ text: String) -> [String] {
        var depth = 0
        var result: [String] = [""]
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                result.append("")
            } else if character != " " || !(result.last?.isEmpty ?? true) {
                result[result.count - 1].append(character)
            }
        }
        return result
    }
}
