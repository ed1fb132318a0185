import Foundation
import Testing

@testable import Persistence

/// docs/results.md is the contract that people read: it must say what the schema says.
@Suite struct DocumentationTests {
    let text: String
    let folder: TemporaryFolder
    let store: ResultStore

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appendingPathComponent("docs/results.md"), encoding: .utf8)
        folder = try TemporaryFolder()
        store = try ResultStore(folder.file("results.db"), .readWrite)
    }

    @Test func everyTableAndViewIsNamed() throws {
        for table in try store.queryableTables() {
            #expect(
                text.contains("`\(table.name)`") || text.contains(" \(table.name)\n")
                    || text.contains("### \(table.name)"), "\(table.name)")
        }
    }

    @Test func everyColumnOfATableIsNamed() throws {
        // Of a layer, shapes and costs are named for the network's table.
        for table in try store.queryableTables() where !table.isView {
            for column in table.columns { #expect(text.contains("`\(column)`"), "\(table.name).\(column)") }
        }
    }

    @Test func everyExampleStandsThereAsItIs() {
        for example in ExampleQuery.all {
            #expect(
                text.contains("### \(example.name)\n\n\(example.summary)\n\n```sql\n\(example.sql)\n```"),
                "\(example.name)")
        }
    }
}
