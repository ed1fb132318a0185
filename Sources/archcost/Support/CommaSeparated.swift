import ArgumentParser
import KernelBenchmark
import NetworkIR

/// `a,b,c` on the command line.
struct CommaSeparated<Element: ExpressibleByArgument & Sendable>: ExpressibleByArgument, Sendable {
    var elements: [Element]

    init(_ elements: [Element]) { self.elements = elements }

    init?(argument: String) {
        elements = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let element = Element(argument: String(part)) else { return nil }
            elements.append(element)
        }
    }

    var defaultValueDescription: String { elements.map(\.defaultValueDescription).joined(separator: ",") }
}

extension CacheState: ExpressibleByArgument {}
extension Pass: ExpressibleByArgument {}
