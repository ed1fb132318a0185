import SourceText

/// Prints a syntax tree as canonical text.
///
/// Two-space indent; one statement a line, unless statements that the author joined by `;`, or a body written on one line,
/// fit `lineWidth` columns; at most one blank line in a row; comments kept. Formatting twice changes nothing, and the result
/// parses to an equal tree.
struct Formatter {
    static let lineWidth = 100

    private let file: SourceFile
    private var comments: ArraySlice<Comment>
    private var lines: [String] = []
    /// The last source line that was printed: tells where blank lines stood.
    private var lastSourceLine = 0

    private init(_ tree: SyntaxTree, _ file: SourceFile) {
        self.file = file
        comments = tree.comments.all[...]
    }

    static func text(_ tree: SyntaxTree, in file: SourceFile) -> String {
        var formatter = Formatter(tree, file)
        formatter.print(tree.statements, indent: 0)
        formatter.flushComments(before: Int.max, indent: 0)
        return formatter.lines.isEmpty ? "" : formatter.lines.joined(separator: "\n") + "\n"
    }

    // MARK: Lines

    private mutating func print(_ statements: [Statement], indent: Int) {
        var index = 0
        while index < statements.count {
            var end = index + 1
            while end < statements.count, statements[end].layout.continuesLine { end += 1 }
            let group = Array(statements[index..<end])
            flushComments(before: group[0].place.range.start, indent: indent)
            keepBlankLine(before: group[0].place.range.start)
            let texts = group.compactMap { inline($0) }
            let joined = texts.joined(separator: "; ")
            if texts.count == group.count, indent + joined.count <= Formatter.lineWidth {
                append(joined, indent)
                finish(group[group.count - 1])
            } else {
                for statement in group { printAlone(statement, indent: indent) }
            }
            index = end
        }
    }

    private mutating func printAlone(_ statement: Statement, indent: Int) {
        flushComments(before: statement.place.range.start, indent: indent)
        if let text = inline(statement), indent + text.count <= Formatter.lineWidth || statement.bodies.isEmpty {
            append(text, indent)
            finish(statement)
            return
        }
        var line = statement.head
        for (number, body) in statement.bodies.enumerated() {
            if number > 0 { line += statement.separatesBodies ? " or" : "" }
            if statement.isBranching {
                // The groups of `branches` stand in one more pair of braces.
                if number == 0 {
                    append(line + " {", indent)
                    line = ""
                }
                printBranch(statement.branches[number], indent: indent + 2)
                continue
            }
            append(line + (line.isEmpty ? "{" : " {"), indent)
            lastSourceLine = file.line(at: body.place.range.start)
            print(body.statements, indent: indent + 2)
            flushComments(before: body.place.range.end, indent: indent + 2)
            lastSourceLine = file.line(at: max(body.place.range.end - 1, 0))
            line = "}"
        }
        if statement.isBranching {
            flushComments(before: statement.place.range.end, indent: indent + 2)
            line = "}"
        }
        append(line + statement.tail, indent)
        finish(statement)
    }

    private mutating func printBranch(_ statement: Statement, indent: Int) {
        flushComments(before: statement.place.range.start, indent: indent)
        printAlone(statement, indent: indent)
    }

    private mutating func append(_ text: String, _ indent: Int) {
        lines.append(String(repeating: " ", count: indent) + text)
    }

    /// Puts the comment behind a statement on its line, and remembers where the source is.
    private mutating func finish(_ statement: Statement) {
        let line = file.line(at: max(statement.place.range.end - 1, 0))
        lastSourceLine = line
        // Comments between a statement's own lines go above it, in order; only one can end a line.
        while let comment = comments.first, file.line(at: comment.range.start) < line {
            comments.removeFirst()
            let statementLine = lines.removeLast()
            lines += [statementLine.prefix { $0 == " " } + "#" + comment.text, statementLine]
        }
        if let comment = comments.first, file.line(at: comment.range.start) == line {
            comments.removeFirst()
            lines[lines.count - 1] += "  #" + comment.text
        }
    }

    /// Prints the comments that stand before an offset, each on its own line.
    private mutating func flushComments(before offset: Int, indent: Int) {
        while let comment = comments.first, comment.range.start < offset {
            comments.removeFirst()
            keepBlankLine(before: comment.range.start)
            append("#" + comment.text, indent)
            lastSourceLine = file.line(at: comment.range.start)
        }
    }

    /// Keeps one blank line where the source has some.
    private mutating func keepBlankLine(before offset: Int) {
        let line = file.line(at: offset)
        guard lastSourceLine > 0, line > lastSourceLine + 1, lines.last?.isEmpty == false else { return }
        lines.append("")
    }

    // MARK: One line

    /// The statement on one line; nil where a body was written over several, or a comment stands inside.
    private func inline(_ statement: Statement) -> String? {
        if let comment = comments.first(where: { $0.range.start >= statement.place.range.start }),
            comment.range.start < statement.place.range.end
        {
            return nil
        }
        return Formatter.inline(statement)
    }

    private static func inline(_ statement: Statement) -> String? {
        guard !statement.bodies.isEmpty else { return statement.head + statement.tail }
        var texts: [String] = []
        if statement.isBranching {
            guard statement.isBranchingOnOneLine else { return nil }
            for branch in statement.branches {
                guard let text = inline(branch) else { return nil }
                texts.append(text)
            }
            return statement.head + " { " + texts.joined(separator: " ") + " }" + statement.tail
        }
        for body in statement.bodies {
            guard body.layout.isOneLine else { return nil }
            var inner: [String] = []
            for statement in body.statements {
                guard let text = inline(statement) else { return nil }
                inner.append(text)
            }
            texts.append(inner.isEmpty ? "{ }" : "{ " + inner.joined(separator: "; ") + " }")
        }
        let head = statement.head
        return (head.isEmpty ? "" : head + " ") + texts.joined(separator: " or ") + statement.tail
    }
}

extension DesignSpace {
    /// The canonical text of a file.
    ///
    /// - Throws: the problems of the text; names and numbers are not looked at.
    public static func canonicalText(of file: SourceFile) throws(LanguageError) -> String {
        Formatter.text(try SyntaxTree(parsing: file), in: file)
    }

    /// The canonical text of this file.
    public var canonicalText: String { Formatter.text(tree, in: file) }
}
