import CostAnalysis
import NetworkIR
import Testing

/// Counts measured on the PyTorch models (torch 2.15.0, torchvision 0.29.2) through hooks on every executed operator.
private struct ReferenceCount: CustomTestStringConvertible {
    var name: String
    var network: @Sendable () throws -> Network
    var params: Int
    var macs: Int
    var timeComplexity: Int
    var validMACs: Int
    var activations: Int
    var depth: Int

    var testDescription: String { name }

    static let all = [
        ReferenceCount(
            name: "lenet5", network: ReferenceNetworks.lenet5, params: 61_706, macs: 416_520,
            timeComplexity: 357_600, validMACs: 406_656, activations: 6_518, depth: 2),
        ReferenceCount(
            name: "alexnet", network: ReferenceNetworks.alexnet, params: 61_100_840, macs: 714_188_480,
            timeComplexity: 655_566_528, validMACs: 657_918_720, activations: 494_184, depth: 5),
        ReferenceCount(
            name: "vgg16", network: ReferenceNetworks.vgg16, params: 138_357_544, macs: 15_470_264_320,
            timeComplexity: 15_346_630_656, validMACs: 14_969_824_000, activations: 13_556_712, depth: 13),
        ReferenceCount(
            name: "resnet18", network: ReferenceNetworks.resnet18, params: 11_689_512, macs: 1_814_073_344,
            timeComplexity: 1_813_561_344, validMACs: 1_680_390_912, activations: 2_484_712, depth: 20),
        ReferenceCount(
            name: "resnet50", network: { try ReferenceNetworks.resnet50() }, params: 25_557_032,
            macs: 4_089_184_256, timeComplexity: 4_087_136_256, validMACs: 3_948_251_904, activations: 11_114_984,
            depth: 53),
        ReferenceCount(
            name: "resnext50_32x4d", network: ReferenceNetworks.resnext50, params: 25_028_904,
            macs: 4_230_479_872, timeComplexity: 4_228_431_872, validMACs: 4_211_288_832, activations: 14_401_512,
            depth: 53),
        ReferenceCount(
            name: "mobilenet_v2", network: ReferenceNetworks.mobilenetV2, params: 3_504_872, macs: 300_774_272,
            timeComplexity: 299_494_272, validMACs: 299_676_304, activations: 6_679_112, depth: 52),
        ReferenceCount(
            name: "dcgan_g64", network: ReferenceNetworks.dcganGenerator, params: 3_576_704, macs: 104_628_224,
            timeComplexity: 104_628_224, validMACs: 90_538_752, activations: 135_168, depth: 5),
        ReferenceCount(
            name: "unet_bilinear", network: ReferenceNetworks.unetBilinear, params: 3_350_306, macs: 7_761_559_552,
            timeComplexity: 7_761_559_552, validMACs: 7_603_892_608, activations: 14_155_776, depth: 19),
        ReferenceCount(
            name: "srresnet_x4", network: ReferenceNetworks.srresnet, params: 1_548_358, macs: 20_442_710_016,
            timeComplexity: 20_442_710_016, validMACs: 20_198_021_120, activations: 32_292_864, depth: 37),
    ]
}

@Test(arguments: ReferenceCount.all)
private func countsOfPublishedNetworks(expected: ReferenceCount) throws {
    let cost = try expected.network().cost()
    #expect(cost.total.params.count == expected.params)
    #expect(cost.total.macs.count == expected.macs)
    #expect(cost.total.timeComplexity.count == expected.timeComplexity)
    #expect(cost.total.validMACs.count == expected.validMACs)
    #expect(cost.total.activations.count == expected.activations)
    #expect(cost.total.depth == expected.depth)
}
