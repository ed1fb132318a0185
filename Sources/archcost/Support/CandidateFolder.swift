import ArchLanguage
import Interchange
import NetworkIR
import SourceText
import SpaceExploration

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder that candidates are written into, each as canonical text.
struct CandidateFolder {
    let path: String
    /// False where the space was spanned around a network: nobody wrote its words.
    let keepsWords: Bool

    /// Makes the folder where there is none.
    init(path: String, keepsWords: Bool) throws(CommandFailure) {
        self.path = path
        self.keepsWords = keepsWords
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw CommandFailure(cannotWrite: path, errno) }
    }

    /// Writes candidates, `NAME-RANK.arch` each.
    func write(_ candidates: [Candidate], file: String) throws {
        let width = String(candidates.count).count
        for (index, candidate) in candidates.enumerated() {
            let number = String(index + 1)
            let rank = String(repeating: "0", count: width - number.count) + number
            let settings = candidate.decisions.map(\.description).joined(separator: " ")
            let comment = "Found by archcost search in \(file), rank \(number): \(settings)"
            let text = try candidate.text(comment: comment, keepsWords: keepsWords)
            try OutputFile(path: "\(path)/\(candidate.space.name)-\(rank).arch").write(text)
        }
    }
}

extension Candidate {
    /// The candidate in the words of its space's file where they can say it, else as its layers show it.
    fileprivate func text(comment: String, keepsWords: Bool) throws -> String {
        let own = try network()
        if keepsWords, let text = space.text(at: assignment),
            let read = try? DesignSpace(SourceFile(name: space.name, text: text), name: space.name),
            let network = try? read.network(), network.computesSame(as: own)
        {
            return "# \(comment)\n\(text)"
        }
        return try own.languageText(comment: comment)
    }
}
