import GRDB
import SourceText

/// A table or view that queries can read.
public struct QueryableTable: Hashable, Sendable {
    public var name: String
    public var isView: Bool
    public var columns: [String]
}

extension ResultStore {
    /// The most rows that a query returns: a recursion without an end must not take all memory.
    public static let queryLimit = 1_000_000

    /// Runs one statement that reads, and returns its rows, at most `limit` of them.
    ///
    /// - Throws: `QueryError` for the query's own faults, `StoreError` for the database's.
    public func query(_ sql: String, limit: Int = queryLimit) throws -> QueryResult {
        if let end = sql.unicodeScalars.firstIndex(of: "\0") {
            throw QueryError.nullCharacter(position: sql.unicodeScalars.distance(from: sql.startIndex, to: end) + 1)
        }
        let word = firstWord(of: sql)
        guard !word.isEmpty else { throw QueryError.empty }
        try Self.checkIsReading(word, sql)
        do {
            return try queue.read { db in try Self.rows(of: sql, word: word, limit: min(limit, Self.queryLimit), db) }
        } catch let error as QueryError {
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR || error.resultCode == .SQLITE_MISUSE
        {
            throw invalid(error)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Tables and views with their columns, tables first.
    public func queryableTables() throws(StoreError) -> [QueryableTable] {
        try reading { db in
            let names = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
                      AND name NOT LIKE 'grdb_%' ORDER BY type, name
                    """)
            return try names.map { row in
                QueryableTable(
                    name: row["name"], isView: row["type"] == "view",
                    columns: try String.fetchAll(
                        db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [row["name"] as String]))
            }
        }
    }

    private static func rows(of sql: String, word: String, limit: Int, _ db: Database) throws -> QueryResult {
        let statement = try db.makeStatement(sql: sql)
        // The connection itself cannot write; this is for the message.
        guard statement.isReadonly else { throw QueryError.writes(statement: word.uppercased()) }
        var result = QueryResult(columns: distinct(statement.columnNames), rows: [], isCut: false)
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() {
            guard result.rows.count < limit else {
                result.isCut = true
                break
            }
            result.rows.append(
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: .null
                    case .int64(let integer): .integer(integer)
                    case .double(let real): .real(real)
                    case .string(let text): .text(text)
                    case .blob(let data): .blob([UInt8](data))
                    }
                })
        }
        return result
    }

    private static func checkIsReading(_ word: String, _ sql: String) throws(QueryError) {
        if readingWords.contains(word) { return }
        if word == "pragma" {
            let name = pragmaName(in: sql)
            if readingPragmas.contains(name) { return }
            throw .pragma(name: name, suggestion: nearestWord(to: name, in: readingPragmas))
        }
        if writingWords.contains(word) { throw .writes(statement: word.uppercased()) }
        throw .unknownStatement(
            word: word.uppercased(), suggestion: nearestWord(to: word, in: readingWords + ["pragma"])?.uppercased())
    }

    private static let readingWords = ["select", "with", "values", "explain"]

    /// What SQLite's other statements begin with.
    private static let writingWords: Set<String> = [
        "alter", "analyze", "attach", "begin", "commit", "create", "delete", "detach", "drop", "end", "insert",
        "reindex",
        "release", "replace", "rollback", "savepoint", "update", "vacuum",
    ]

    /// Pragmas that describe and never set.
    private static let readingPragmas = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "foreign_key_check", "database_list", "collation_list", "function_list", "compile_options", "integrity_check",
        "quick_check",
    ]

    private static func distinct(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            seen[name, default: 0] += 1
            let count = seen[name] ?? 1
            return count == 1 ? name : "\(name)_\(count)"
        }
    }

    private func invalid(_ error: DatabaseError) -> QueryError {
        let message = error.message ?? "the query is not understood"
        if message.hasPrefix("Multiple statements") { return .severalStatements }
        if message.contains("statement argument") { return .parameters }
        let tables = (try? queryableTables()) ?? []
        let known: [String]
        if message.hasPrefix("no such table: ") {
            known = tables.map(\.name)
        } else if message.hasPrefix("no such column: ") {
            known = tables.flatMap(\.columns)
        } else {
            return .invalid(message: message, suggestion: nil)
        }
        let unknown =
            message.split(separator: ": ", maxSplits: 1).last?.split(separator: ".").last.map(String.init) ?? ""
        return .invalid(message: message, suggestion: nearestWord(to: unknown, in: known))
    }
}

/// The first word of a statement in lower case, behind white space and comments; empty where there is none.
private func firstWord(of sql: String) -> String {
    let rest = withoutSpace(sql[...])
    let word = rest.prefix { $0.isLetter }
    return word.isEmpty ? String(rest.prefix(1)) : word.lowercased()
}

/// What a pragma statement asks for, in lower case, without the schema's name before it.
private func pragmaName(in sql: String) -> String {
    func name(_ text: Substring) -> Substring { text.prefix { $0.isLetter || $0 == "_" } }
    let rest = withoutSpace(withoutSpace(sql[...]).drop { $0.isLetter })
    let first = name(rest)
    let next = withoutSpace(rest.dropFirst(first.count))
    return (next.first == "." ? name(withoutSpace(next.dropFirst())) : first).lowercased()
}

/// The text behind white space, comments and empty statements.
private func withoutSpace(_ sql: Substring) -> Substring {
    var rest = sql
    while let first = rest.first {
        if first.isWhitespace || first == ";" {
            rest.removeFirst()
        } else if rest.hasPrefix("--") {
            rest = rest.drop { !$0.isNewline }
        } else if rest.hasPrefix("/*") {
            rest.removeFirst(2)
            while !rest.isEmpty, !rest.hasPrefix("*/") { rest.removeFirst() }
            rest = rest.dropFirst(2)
        } else {
            break
        }
    }
    return rest
}
